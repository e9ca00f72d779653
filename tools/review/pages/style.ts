/** Two colour schemes, and one column on a narrow screen. */
export const style = `
:root { --text: #1b1f24; --back: #ffffff; --card: #f6f8fa; --line: #d0d7de; --quiet: #57606a; --stop: #cf222e; --ask: #9a6700; --note: #1a7f37; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --back: #0d1117; --card: #161b22; --line: #30363d; --quiet: #9198a1; --stop: #ff7b72; --ask: #d29922; --note: #56d364; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 0.5rem; }
code { font: 0.875em/1.4 ui-monospace, monospace; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); }
td:first-child { min-width: 6rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: 0 0 0.5rem; padding: 0.5rem 0.75rem; background: var(--card); border-left: 4px solid var(--line); border-radius: 4px; }
li.stop { border-left-color: var(--stop); }
li.ask { border-left-color: var(--ask); }
li.note { border-left-color: var(--note); }
li p { margin: 0; }
li p + p { color: var(--quiet); }
li.stop p + p:not(:last-child), li.ask p + p:not(:last-child), li.note p + p:not(:last-child) { color: var(--text); }
.alert { border: 1px solid var(--stop); border-radius: 4px; padding: 0.5rem 0.75rem; font-weight: 600; }
summary { cursor: pointer; font-weight: 600; margin: 1.5rem 0 0.5rem; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.85rem; }
@media (max-width: 40rem) {
  thead { display: none; }
  tr { display: block; padding: 0.35rem 0; border-bottom: 1px solid var(--line); }
  td { display: block; border: 0; padding: 0; }
  td:empty { display: none; }
  td::before { content: attr(data-head) ": "; color: var(--quiet); }
}
`;
