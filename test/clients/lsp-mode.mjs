// Emacs in batch with lsp-mode: its diagnostics and a code action, set up by the snippet of docs/editors.md.
import path from "node:path";
import { assert, badSql, goodSql, read, run, scratch, snippet, versionOf, withCommand } from "./harness.mjs";

const say = `(require 'package) (package-initialize) (let ((d (cadr (assq 'lsp-mode package-alist)))) (princ (if d (format "lsp-mode %s" (package-version-join (package-desc-version d))) "none")))`;

export function version() {
  const emacs = versionOf("emacs");
  const mode = emacs === null ? undefined : /lsp-mode ([\d.]+)/u.exec(run("emacs", ["--batch", "--eval", `(progn ${say})`]).output)?.[1];
  return mode === undefined ? null : `${emacs}, lsp-mode ${mode}`;
}
export const how = "apt-get install emacs-nox elpa-lsp-mode";

const script = `
(require 'package) (package-initialize) (require 'lsp-mode) (require 'lsp-diagnostics)
(setq lsp-session-file (getenv "MSQLINT_SESSION") lsp-auto-guess-root t make-backup-files nil lsp-enable-snippet nil lsp-diagnostics-provider :none lsp-enable-file-watchers nil)
(defun say (&rest words) (princ (concat (mapconcat (lambda (w) (format "%s" w)) words " ") "\\n")))
(defun settle (test) (let ((n 0)) (while (and (< n 200) (not (funcall test))) (accept-process-output nil 0.1) (setq n (1+ n))) (funcall test)))
(defun count-diagnostics () (let ((n 0)) (maphash (lambda (_ v) (setq n (+ n (length v)))) (lsp-diagnostics)) n))
(load (getenv "MSQLINT_SNIPPET"))
(find-file (getenv "MSQLINT_FILE")) (sql-mode)
(lsp-workspace-folders-add (file-name-directory (getenv "MSQLINT_FILE")))
(lsp)
(say "arrived" (if (settle (lambda () (> (count-diagnostics) 0))) "true" "false"))
(maphash (lambda (_ found) (dolist (d found) (say "diagnostic" (lsp:diagnostic-message d)))) (lsp-diagnostics))
(goto-char (point-min)) (search-forward "DESC") (backward-char 2)
(seq-do (lambda (action) (when (eq t (lsp:code-action-is-preferred? action))
          (say "action" (lsp:code-action-title action))
          (lsp-execute-code-action action)))
        (lsp-code-actions-at-point))
(say "cleared" (if (settle (lambda () (= 0 (count-diagnostics)))) "true" "false"))
(save-buffer)
(say "ended" "true")
`;

export async function checks({ check }) {
  let stdout = "";
  const folder = scratch({ "a.sql": badSql, "t.el": script, "snippet.el": snippet("Emacs", 1) });
  const line = (word) => stdout.split("\n").find((each) => each.startsWith(`${word} `))?.slice(word.length + 1);
  await check("starts, attaches and ends", () => {
    const env = withCommand({ MSQLINT_FILE: path.join(folder, "a.sql"), MSQLINT_SESSION: path.join(folder, ".session"), MSQLINT_SNIPPET: path.join(folder, "snippet.el") });
    const result = run("emacs", ["--batch", "-l", path.join(folder, "t.el")], { env, timeout: 120_000 });
    stdout = result.stdout;
    assert.equal(line("ended"), "true", result.output);
  });
  await check("diagnostics arrive", () => {
    assert.equal(line("arrived"), "true", stdout);
    assert.match(line("diagnostic") ?? "", /descending/u);
  });
  await check("the preferred fix is applied, saved, and the diagnostics go", () => {
    assert.ok(line("action"), stdout);
    assert.equal(line("cleared"), "true");
    assert.equal(read(folder, "a.sql"), goodSql);
  });
}
