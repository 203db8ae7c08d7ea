// Neovim without its user's configuration, driven by a Lua script. The installed release decides which way of starting is used.
import path from "node:path";
import { assert, badSql, bin, goodSql, run, scratch, versionOf } from "./harness.mjs";

export const version = () => versionOf("nvim");
export const how = "apt-get install neovim";

const script = `
local function say(...) io.stdout:write(table.concat({...}, " ") .. "\\n") end
local file, node, bin, root = vim.env.MSQLINT_FILE, vim.env.MSQLINT_NODE, vim.env.MSQLINT_BIN, vim.env.MSQLINT_ROOT
vim.cmd("edit " .. file)
local config = { name = "msqlint", cmd = { node, bin, "lsp", "--stdio" }, root_dir = root }
local id
if vim.lsp.start then id = vim.lsp.start(config)
else
  id = vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(0, id)
end
local function settle(test) return vim.wait(10000, test, 20) end
say("arrived", tostring(settle(function() return #vim.diagnostic.get(0) > 0 end)))
for _, each in ipairs(vim.diagnostic.get(0)) do
  local lsp = each.user_data and each.user_data.lsp or {}
  say("diagnostic", each.lnum, each.col, each.severity, each.source, lsp.code or each.code or "-")
end
local first = vim.diagnostic.get(0)[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
local params = vim.lsp.util.make_range_params(0, "utf-16")
params.context = { diagnostics = {} }
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 10000)
for _, answer in pairs(answers) do
  for _, action in ipairs(answer.result or {}) do
    if action.isPreferred then
      say("action", action.title)
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    end
  end
end
say("cleared", tostring(settle(function() return #vim.diagnostic.get(0) == 0 end)))
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = 1, character = 9 } }, 10000)
for _, answer in pairs(hover) do say("hover", answer.result and answer.result.contents.value:gsub("\\n", " ") or "none") end
say("text", vim.fn.json_encode(table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n") .. "\\n"))
vim.lsp.stop_client(id)
vim.wait(3000, function() return #vim.lsp.get_active_clients() == 0 end, 20)
vim.cmd("qa!")
`;

export async function checks({ check }) {
  let stdout = "";
  const line = (word) => stdout.split(/\r?\n/u).find((each) => each.startsWith(`${word} `))?.slice(word.length + 1);
  await check("starts, attaches and ends", () => {
    const folder = scratch({ "a.sql": badSql, "t.lua": script });
    const env = { ...process.env, XDG_STATE_HOME: scratch(), MSQLINT_FILE: path.join(folder, "a.sql"), MSQLINT_NODE: process.execPath, MSQLINT_BIN: bin, MSQLINT_ROOT: folder };
    const result = run("nvim", ["--headless", "-u", "NONE", "-i", "NONE", "-c", `luafile ${path.join(folder, "t.lua")}`, "-c", "qa!"], { env, timeout: 60_000 });
    stdout = result.stdout;
    assert.equal(result.code, 0, result.output);
  });
  await check("diagnostics arrive", () => {
    assert.equal(line("arrived"), "true", stdout);
    assert.equal(line("diagnostic"), `4 ${String(badSql.split("\n")[4].indexOf('"zone"'))} 1 msqlint clustered-by-desc`);
  });
  await check("hover on a function shows its signature", () => assert.match(line("hover") ?? "", /TIME_PARSE\(/u));
  await check("the preferred fix is applied and the diagnostics go", () => {
    assert.ok(line("action"), stdout);
    assert.equal(line("cleared"), "true");
    assert.equal(JSON.parse(line("text")), goodSql);
  });
}
