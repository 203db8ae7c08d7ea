// VS Code itself (code-server: the same workbench and extension host), with the packaged extension, driven in headless Chromium.
// SCREENSHOTS=1 renews the pictures of the extension's README.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { assert, badSql, goodSql, packageVersion, read, root, run, scratch, versionOf, within, write } from "./harness.mjs";

const home = process.env.CODE_SERVER ?? path.join(import.meta.dirname, ".code-server");
const entry = path.join(home, "node_modules", "code-server", "out", "node", "entry.js");
const product = path.join(home, "node_modules", "code-server", "lib", "vscode", "product.json");
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => existsSync(file));
const extension = path.join(root, "editors", "vscode", "msqlint-vscode.vsix");
const images = path.join(root, "editors", "vscode", "images");

export function version() {
  if (executablePath === undefined || packageVersion("playwright-core") === null || !existsSync(entry) || !existsSync(extension)) return null;
  return `VS Code ${JSON.parse(readFileSync(product, "utf8")).version}, Chromium ${versionOf(executablePath)}`;
}
export const how = "npm run vscode:package; sh test/clients/install-code-server.sh; apt-get install chromium; npm ci --prefix test/clients";

const settings = {
  "workbench.startupEditor": "none",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.tips.enabled": false,
  "editor.minimap.enabled": false,
  "editor.fontSize": 13,
  "editor.wordWrap": "on",
  "breadcrumbs.enabled": false,
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
  "security.workspace.trust.enabled": false,
  "update.mode": "none",
  "telemetry.telemetryLevel": "off",
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
};

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the server on a folder with the extension installed; gives its address and how to end it. */
async function startCode(folder, state) {
  const places = ["--user-data-dir", path.join(state, "data"), "--extensions-dir", path.join(state, "extensions")];
  const env = { ...process.env, HOME: state };
  write(state, "data/User/settings.json", JSON.stringify(settings));
  const installed = run(process.execPath, [entry, ...places, "--install-extension", extension], { env });
  assert.match(installed.output, /successfully installed/u);
  const port = await freePort();
  const server = spawn(process.execPath, [entry, "--auth", "none", "--bind-addr", `127.0.0.1:${String(port)}`, "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", ...places, folder], { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  server.stderr.resume();
  await within(30_000, new Promise((resolve) => server.stdout.on("data", (data) => { if (String(data).includes("listening on")) resolve(); })), "code-server");
  return { address: `http://127.0.0.1:${String(port)}/?folder=${encodeURIComponent(folder)}`, stop: () => process.kill(-server.pid, "SIGKILL") };
}

/** What a person does at the workbench. */
function at(page) {
  const keys = (...chords) => chords.reduce((before, chord) => before.then(() => page.keyboard.press(chord)), Promise.resolve());
  return {
    keys,
    async open(name) {
      await keys("Control+p");
      await page.locator(".quick-input-widget input").fill(name);
      await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).first().waitFor();
      await keys("Enter");
      await page.locator(".tab.active", { hasText: name }).first().waitFor();
    },
    async command(title) {
      await keys("F1");
      await page.locator(".quick-input-widget input").fill(`>${title}`);
      await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title }).first().waitFor();
      await keys("Enter");
    },
    async goTo(line, column) {
      await keys("Control+g");
      await page.locator(".quick-input-widget input").fill(`:${String(line)}:${String(column)}`);
      await keys("Enter");
    },
    /** The messages in the Problems view. */
    async problems() {
      const rows = page.locator(".markers-panel .marker-message-line, .markers-panel .marker-message");
      await rows.first().waitFor({ timeout: 30_000 });
      return rows.allInnerTexts();
    },
    async picture(name) {
      if (process.env.SCREENSHOTS === undefined) return;
      mkdirSync(images, { recursive: true });
      await page.waitForTimeout(700);
      await page.screenshot({ path: path.join(images, `${name}.png`) });
    },
  };
}

/** Line and column (from 1) of a text's first occurrence. */
function placeOf(text, sought) {
  const before = text.slice(0, text.indexOf(sought)).split("\n");
  return [before.length, before.at(-1).length + 1];
}

async function saved(folder, name, test) {
  for (let tries = 0; tries < 50; tries++) {
    if (test(read(folder, name))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`${name} holds:\n${read(folder, name)}`);
}

/** A project whose schema file knows one column beside the time. */
const cluster = (column) => ({
  "cluster/msqlint.config.json": '{ "schema": "schema.json" }',
  "cluster/schema.json": JSON.stringify({ complete: true, tables: { s: { columns: { __time: "TIMESTAMP", [column]: "VARCHAR" } } } }),
  "cluster/read.sql": "SELECT city FROM s\n",
});

const names = "INSERT INTO t\nSELECT __time, UPPER(city) AS town\nFROM s\nPARTITIONED BY DAY\nCLUSTERED BY town\n";

export async function checks({ check }) {
  const folder = path.join(scratch(), "pipelines");
  const files = { "trips.sql": badSql, "names.sql": names, "plain.sql": "SELECT a::int FROM t LIMIT 1, 2;\n", ...cluster("town"), "payload.json": JSON.stringify({ query: badSql, context: {} }, null, 2), "typing.sql": badSql.replace("PARTITIONED BY DAY\nCLUSTERED BY \"zone\" DESC\n", "PARTITIONED BY ") };
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  const state = scratch();
  const { chromium } = await import("playwright-core");
  let code;
  await check("the packaged extension installs and the workbench starts", async () => { code = await startCode(folder, state); });
  if (code === undefined) return;
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], env: { ...process.env, HOME: state } });
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 640 } });
    page.setDefaultTimeout(30_000);
    const user = at(page);
    await page.goto(code.address);
    await page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
    await page.locator(".explorer-folders-view", { hasText: "trips.sql" }).waitFor();
    await check("a finding is underlined and stands in the Problems view", async () => {
      await user.open("trips.sql");
      await page.locator(".squiggly-error").first().waitFor();
      await user.keys("Control+Shift+m");
      assert.match((await user.problems()).join("\n"), /DESC/u);
      await user.keys("Control+1");
      await user.goTo(...placeOf(badSql, '"zone" DESC'));
      await user.keys("Control+k", "Control+i");
      await page.locator(".monaco-hover:visible", { hasText: "segments are sorted ascending only" }).first().waitFor();
      await user.picture("finding");
      await user.keys("Escape");
    });
    await check("the quick fix mends the text", async () => {
      await user.goTo(...placeOf(badSql, "DESC"));
      await user.keys("Control+.");
      const menu = page.locator(".action-widget, .context-view .monaco-menu");
      await menu.first().waitFor();
      assert.match(await menu.first().innerText(), /Remove/u);
      await user.picture("quick-fix");
      await user.keys("Enter");
      await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
      await user.keys("Control+s");
      await saved(folder, "trips.sql", (text) => text === goodSql);
      await user.picture("fixed");
    });
    await check("SQL in which nothing is Druid's is left alone", async () => {
      await user.open("plain.sql");
      await page.waitForTimeout(1_000);
      assert.equal(await page.locator(".editor-instance [class*=squiggly]").count(), 0);
    });
    await check("hovering a function shows its signature", async () => {
      await user.open("trips.sql");
      await user.goTo(...placeOf(goodSql, "TIME_PARSE"));
      await user.keys("Control+k", "Control+i");
      const hover = page.locator(".monaco-hover:visible", { hasText: "TIME_PARSE(" });
      await hover.first().waitFor();
      await user.picture("hover");
      await user.keys("Escape");
    });
    await check("completion offers the granularities after PARTITIONED BY", async () => {
      await user.open("typing.sql");
      const list = page.locator(".suggest-widget.visible .monaco-list-row");
      // Asked before the editor has the focus, or the server the text, nothing fit is offered: people ask again.
      let labels = "";
      for (let tries = 0; tries < 5 && !labels.includes("DAY"); tries++) {
        await user.keys("Escape");
        await user.goTo(4, "PARTITIONED BY ".length + 1);
        await page.waitForTimeout(300);
        await user.keys("Control+Space");
        await list.first().waitFor({ timeout: 5_000 }).catch(() => undefined);
        labels = (await list.allInnerTexts()).join("\n");
      }
      for (const granularity of ["ALL", "DAY", "HOUR"]) assert.ok(labels.includes(granularity), labels);
      await user.picture("completion");
      await user.keys("Escape");
    });
    await check("a column is renamed where it is named and where it is sorted by", async () => {
      await user.open("names.sql");
      await user.goTo(...placeOf(names, "town"));
      await user.keys("F2");
      const input = page.locator(".rename-box input");
      await input.waitFor();
      await input.fill("my town");
      await user.keys("Enter");
      await page.locator(".view-lines", { hasText: "my" }).first().waitFor();
      await user.keys("Control+s");
      await saved(folder, "names.sql", (text) => text === names.replaceAll("town", '"my town"'));
    });
    await check("a rename that is refused says why", async () => {
      await user.goTo(...placeOf(names, "__time"));
      await user.keys("F2");
      await page.locator(".monaco-editor-overlaymessage", { hasText: "cannot be renamed here" }).first().waitFor();
      await user.keys("Escape");
    });
    await check("a finding within a JSON payload is underlined where it stands", async () => {
      await user.open("payload.json");
      await page.locator(".squiggly-error").first().waitFor();
    });
    await check("a command says what a statement does", async () => {
      await user.open("trips.sql");
      await user.command("msqlint: What does this statement do?");
      const shown = page.frameLocator("iframe.webview.ready").frameLocator("iframe");
      await shown.getByText("Replaces all of").waitFor();
      await user.picture("explanation");
    });
    await check("a schema file that changes on disk changes the findings", async () => {
      await user.open("read.sql");
      await page.locator(".squiggly-error").first().waitFor();
      write(folder, "cluster/schema.json", cluster("city")["cluster/schema.json"]);
      await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
    });
    await check("the language status names the version and where it is from", async () => {
      await user.open("trips.sql");
      const own = JSON.parse(read(root, "package.json")).version;
      await page.locator(".statusbar-item", { has: page.locator("[class*=codicon-bracket]") }).first().click();
      await page.getByText(`msqlint ${own} of the extension`).first().waitFor();
    });
    await check("where no SQL file is, a payload alone wakes the server", async () => {
      const payloads = path.join(scratch(), "payloads");
      write(payloads, "load.json", JSON.stringify({ query: badSql, context: {} }));
      await page.goto(code.address.replace(encodeURIComponent(folder), encodeURIComponent(payloads)));
      await page.locator(".explorer-folders-view", { hasText: "load.json" }).waitFor();
      await user.open("load.json");
      await page.locator(".squiggly-error").first().waitFor();
    });
    for (const [fault, launcher] of [["is not there", "missing.js"], ["ends at once", "broken.js"]]) {
      await check(`a server that ${fault} is tried again when its path is put right`, async () => {
        const loads = path.join(scratch(), "loads");
        write(loads, "load.sql", badSql);
        write(loads, "broken.js", "process.exit(3);\n");
        write(loads, ".vscode/settings.json", JSON.stringify({ "msqlint.path": launcher }));
        await page.goto(code.address.replace(encodeURIComponent(folder), encodeURIComponent(loads)));
        await page.locator(".explorer-folders-view", { hasText: "load.sql" }).waitFor();
        await user.open("load.sql");
        if (launcher === "missing.js") await page.locator(".notification-toast", { hasText: fault }).first().waitFor();
        await page.waitForTimeout(5_000);
        assert.equal(await page.locator(".squiggly-error").count(), 0);
        write(loads, ".vscode/settings.json", "{}");
        await page.locator(".squiggly-error").first().waitFor();
      });
    }
  } finally {
    await browser.close();
    code.stop();
  }
}
