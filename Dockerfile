# msqlint in a container: docker run --rm -v "$PWD:/work" msqlint .
FROM node:22-slim AS build
WORKDIR /msqlint
COPY . .
RUN npm ci && npm pack --pack-destination /tmp

FROM node:22-slim
COPY --from=build /tmp/msqlint-*.tgz /tmp/
# The first run compiles and keeps the code cache, which the user `node` could not write.
RUN npm install --global /tmp/msqlint-*.tgz && msqlint --version && rm /tmp/msqlint-*.tgz
WORKDIR /work
USER node
ENTRYPOINT ["msqlint"]
CMD ["."]
