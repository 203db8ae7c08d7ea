# msqlint in a container: docker run --rm -v "$PWD:/work" msqlint .
FROM node:22-slim AS build
WORKDIR /msqlint
COPY . .
RUN npm ci

FROM node:22-slim
COPY --from=build /msqlint/bin /msqlint/bin
COPY --from=build /msqlint/dist /msqlint/dist
COPY --from=build /msqlint/package.json /msqlint/package.json
RUN ln -s /msqlint/bin/msqlint.js /usr/local/bin/msqlint
WORKDIR /work
USER node
ENTRYPOINT ["msqlint"]
CMD ["."]
