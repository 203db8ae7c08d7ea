#!/bin/sh
# Installs code-server (VS Code's workbench and extension host, for a browser) into test/clients/.code-server, or where CODE_SERVER says,
# from the package registries alone: its own install scripts fetch from elsewhere, so that what they would bring is built or linked here.
# Debian or Ubuntu, Node 20; about a minute and 500 MB.
set -eu
home=${CODE_SERVER:-$(cd "$(dirname "$0")" && pwd)/.code-server}
# Scripts of its packages start tools by npx, which would ask before it fetches them.
export npm_config_yes=true
quiet="--no-audit --no-fund --ignore-scripts"

apt-get install -y -qq libkrb5-dev libsecret-1-dev libx11-dev libxkbfile-dev pkg-config ripgrep build-essential python3

mkdir -p "$home"
cd "$home"
[ -f package.json ] || echo '{ "private": true }' >package.json
npm install $quiet code-server

cd "$home/node_modules/code-server/lib/vscode"
npm install --omit=dev $quiet
npm rebuild node-pty @vscode/spdlog @parcel/watcher native-watchdog
ln -sfn node_modules node_modules.asar
mkdir -p node_modules/@vscode/ripgrep/bin
ln -sf "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
(cd extensions && npm install --omit=dev $quiet)

cd "$home/node_modules/argon2"
npx node-pre-gyp rebuild --build-from-source

node "$home/node_modules/code-server/out/node/entry.js" --version
