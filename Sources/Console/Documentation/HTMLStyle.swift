/// How a page looks: one column with the contents beside it, in the light or the dark, and on paper.
enum HTMLStyle {
  static let css = """
    :root {
      --paper: #ffffff; --ink: #1c232d; --soft: #586473; --line: #dde3ea; --shade: #f5f7fa; --link: #1a5cb0;
      --tag: #e8eef6;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14181f; --ink: #e3e8ef; --soft: #9aa6b5; --line: #303947; --shade: #1c222b; --link: #82b4f5;
        --tag: #283242;
      }
    }
    * { box-sizing: border-box; }
    html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
      font: 16px/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
    }
    a { color: var(--link); text-decoration: none; }
    a:hover { text-decoration: underline; }
    a.name { white-space: nowrap; }
    code { font: 0.875em ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    main { max-width: 54rem; padding: 1.5rem 1.25rem 4rem; margin: 0 auto; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 0.5rem 0 1rem; }
    h2 { font-size: 1.45rem; line-height: 1.25; margin: 3rem 0 0.75rem; padding-top: 1rem; border-top: 2px solid var(--line); }
    h3 { font-size: 1.1rem; line-height: 1.35; margin: 2rem 0 0.25rem; }
    h4 { font-size: 1rem; line-height: 1.4; margin: 1.4rem 0 0.25rem; }
    h3 code, h4 code { font-weight: 400; color: var(--soft); margin-left: 0.35rem; }
    p { margin: 0.4rem 0; }
    .about { margin: 0 0 0.5rem; }
    .about, .place, .faint { color: var(--soft); font-size: 0.85rem; }
    .place { white-space: nowrap; }
    .tag {
      display: inline-block; background: var(--tag); border-radius: 4px; padding: 0 0.45em; font-size: 0.8rem;
      font-weight: 400;
    }
    dl { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0.15rem 1rem; align-items: baseline; margin: 0.5rem 0; }
    dt { color: var(--soft); font-size: 0.9rem; }
    dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
    ol, ul { margin: 0.5rem 0; padding-left: 1.5rem; }
    .remarks { list-style: none; padding-left: 0; }
    .steps li { padding: 0.1rem 0; }
    .wide { overflow-x: auto; margin: 0.6rem 0; }
    table { border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
    th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.9rem 0.3rem 0.6rem; border-bottom: 1px solid var(--line); }
    th { background: var(--shade); font-weight: 600; white-space: nowrap; }
    td { min-width: 4rem; max-width: 26rem; overflow-wrap: normal; }
    .tree { margin: 0.75rem 0; }
    .tree .label { font-weight: 600; margin-bottom: 0; }
    .tree ul { list-style: none; margin: 0.4rem 0 0; padding-left: 0; }
    .tree li { border-left: 3px solid var(--line); padding: 0.1rem 0 0.1rem 0.9rem; margin: 0.5rem 0 0.7rem; }
    .branch { margin: 0; }
    nav { padding: 1rem 1.25rem; border-bottom: 1px solid var(--line); font-size: 0.9rem; line-height: 1.4; }
    nav p { font-weight: 600; margin: 0 0 0.5rem; }
    nav ul { list-style: none; margin: 0; padding: 0; }
    nav li { margin: 0.25rem 0; }
    nav li ul { display: none; }
    :target { scroll-margin-top: 1rem; }
    :target > :is(h2, h3, h4, .branch) { background: var(--tag); outline: 4px solid var(--tag); border-radius: 1px; }
    @media (min-width: 68rem) {
      body { display: grid; grid-template-columns: 19rem minmax(0, 1fr); }
      nav {
        position: sticky; top: 0; height: 100vh; overflow-y: auto; border-bottom: 0; border-right: 1px solid var(--line);
        padding: 1.5rem 1.25rem;
      }
      nav > ul > li { margin: 0.9rem 0; font-weight: 600; }
      nav li ul { display: block; font-weight: 400; padding-left: 0.75rem; }
      main { padding: 2rem 3rem 6rem; margin: 0; max-width: 60rem; }
    }
    @media (max-width: 34rem) {
      dl { grid-template-columns: 1fr; gap: 0; }
      dt { margin-top: 0.35rem; }
      .place { white-space: normal; }
      th { white-space: normal; max-width: 11rem; }
    }
    @media print {
      @page { margin: 18mm 16mm; }
      :root {
        --paper: #ffffff; --ink: #000000; --soft: #444444; --line: #bbbbbb; --shade: #eeeeee; --link: #000000;
        --tag: #eeeeee;
      }
      body { display: block; font-size: 9.5pt; }
      nav, main { position: static; height: auto; overflow: visible; border: 0; max-width: none; padding: 0; }
      /* The contents come first on paper, so their heading is the title. */
      nav { columns: 2; font-size: 9pt; break-after: page; }
      nav p { column-span: all; font-size: 20pt; }
      h1 { display: none; }
      h2 { margin-top: 2rem; }
      h3, h4 { margin-top: 1rem; }
      nav li ul { display: block; padding-left: 0.75rem; }
      h2, h3, h4, .about, .branch, .tree .label { break-after: avoid; }
      tr, dl, .steps li { break-inside: avoid; }
      .wide { overflow: visible; }
    }
    """
}
