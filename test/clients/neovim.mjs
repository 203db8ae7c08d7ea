// Neovim with the snippet of docs/editors.md that is for the installed release as its only configuration, driven by a Lua script.
import path from "node:path";
import { assert, badSql, goodSql, run, scratch, snippet, versionOf, withCommand } from "./harness.mjs";

export const version = () => versionOf("nvim");
export const how = "apt-get install neovim";

const script = `
local function say(...) io.stdout:write(table.concat({...}, " ") .. "\\n") end
vim.cmd("filetype on")
dofile(vim.env.MSQLINT_SNIPPET)
vim.cmd("edit " .. vim.env.MSQLINT_FILE)
local function settle(test) return vim.wait(10000, test, 20) end
local clients = vim.lsp.get_clients or vim.lsp.get_active_clients
settle(function() return #clients() > 0 end)
local id = clients()[1].id
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
vim.wait(3000, function() return #clients() == 0 end, 20)
vim.cmd("qa!")
`;

export async function checks({ check }) {
  let stdout = "";
  const line = (word) => stdout.split(/\r?\n/u).find((each) => each.startsWith(`${word} `))?.slice(word.length + 1);
  await check("starts, attaches and ends", () => {
    const [, minor] = version().split(".").map(Number);
    const folder = scratch({ "a.sql": badSql, "t.lua": script, "snippet.lua": snippet("Neovim", minor >= 11 ? 0 : minor >= 8 ? 1 : 2) });
    const env = withCommand({ XDG_STATE_HOME: scratch(), MSQLINT_FILE: path.join(folder, "a.sql"), MSQLINT_SNIPPET: path.join(folder, "snippet.lua") });
    const result = run("nvim", ["--headless", "-u", "NONE", "-i", "NONE", "-c", `luafile ${path.join(folder, "t.lua")}`, "-c", "qa!"], { env, cwd: folder, timeout: 60_000 });
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
