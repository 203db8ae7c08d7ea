// Emacs in batch with eglot, set up by the snippet of docs/editors.md: Flymake's diagnostics and a code action.
import path from "node:path";
import { assert, badSql, goodSql, read, run, scratch, snippet, versionOf, withCommand } from "./harness.mjs";

const eglotVersion = () => /eglot ([\d.]+)/u.exec(run("emacs", ["--batch", "--eval", `(progn (require 'package) (package-initialize) (require 'eglot) (princ (format "eglot %s" (package-get-version-of 'eglot))))`.replace("package-get-version-of 'eglot", "let ((d (cadr (assq 'eglot package-alist)))) (if d (package-version-join (package-desc-version d)) emacs-version)")]).output)?.[1] ?? null;

export const version = () => {
  const emacs = versionOf("emacs");
  if (emacs === null) return null;
  const eglot = eglotVersion();
  return eglot === null ? null : `${emacs}, eglot ${eglot}`;
};
export const how = "apt-get install emacs-nox elpa-eglot";

const script = `
(require 'package) (package-initialize) (require 'eglot) (require 'flymake)
(setq eglot-autoshutdown nil make-backup-files nil)
(load (getenv "MSQLINT_SNIPPET"))
(defun settle (test) (let ((n 0)) (while (and (< n 100) (not (funcall test))) (flymake-start) (accept-process-output nil 0.1) (setq n (1+ n))) (funcall test)))
(defun say (&rest words) (princ (concat (mapconcat (lambda (w) (format "%s" w)) words " ") "\\n")))
(find-file (getenv "MSQLINT_FILE")) (sql-mode)
; What eglot-ensure leaves for when the command is done, which in batch never is.
(unless (eglot-current-server) (apply #'eglot--connect (eglot--guess-contact)))
(eglot--maybe-activate-editing-mode)
(say "arrived" (if (settle (lambda () (flymake-diagnostics))) "true" "false"))
(dolist (d (flymake-diagnostics)) (say "diagnostic" (line-number-at-pos (flymake-diagnostic-beg d)) (flymake-diagnostic-text d)))
(goto-char (flymake-diagnostic-beg (car (flymake-diagnostics))))
(let* ((server (eglot-current-server))
       (range (list :start (eglot--pos-to-lsp-position) :end (eglot--pos-to-lsp-position)))
       (actions (jsonrpc-request server :textDocument/codeAction (list :textDocument (eglot--TextDocumentIdentifier) :range range :context (list :diagnostics [])))))
  (mapc (lambda (action)
    (when (eq (plist-get action :isPreferred) t)
      (say "action" (plist-get action :title))
      (eglot--apply-workspace-edit (plist-get action :edit)))) actions))
(eglot--signal-textDocument/didChange)
(say "cleared" (if (settle (lambda () (null (flymake-diagnostics)))) "true" "false"))
(save-buffer)
(eglot-shutdown (eglot-current-server))
(say "ended" "true")
`;

export async function checks({ check }) {
  let stdout = "";
  const folder = scratch({ "a.sql": badSql, "t.el": script, "snippet.el": snippet("Emacs", 0) });
  const line = (word) => stdout.split("\n").find((each) => each.startsWith(`${word} `))?.slice(word.length + 1);
  await check("starts, attaches and shuts down", () => {
    const env = withCommand({ MSQLINT_FILE: path.join(folder, "a.sql"), MSQLINT_SNIPPET: path.join(folder, "snippet.el") });
    const result = run("emacs", ["--batch", "-l", path.join(folder, "t.el")], { env, timeout: 90_000 });
    stdout = result.stdout;
    assert.equal(line("ended"), "true", result.output);
  });
  await check("diagnostics arrive", () => {
    assert.equal(line("arrived"), "true", stdout);
    assert.match(line("diagnostic") ?? "", /^5 .*descending/u);
  });
  await check("the preferred fix is applied, saved, and the diagnostics go", () => {
    assert.ok(line("action"), stdout);
    assert.equal(line("cleared"), "true");
    assert.equal(read(folder, "a.sql"), goodSql);
  });
}
