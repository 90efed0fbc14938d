/// The one style sheet: calm, for reading; light and dark as the reader's system is.
enum Stylesheet {
    static let text = """
        :root {
          color-scheme: light dark;
          --paper: #fbfaf7; --card: #ffffff; --ink: #1d2522; --soft: #56615c; --line: #dcdad2; --accent: #0b5d4b;
          --accent-ink: #ffffff; --good: #19663a; --bad: #a3241b; --pending: #80500a; --good-paper: #e5f2e9;
          --bad-paper: #fbe9e7; --pending-paper: #faf0dc; --mark: #f1efe6; --focus: #1c5fd4;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #151917; --card: #1d2220; --ink: #e7e9e5; --soft: #a7b0ab; --line: #363d39; --accent: #7fd1b9;
            --accent-ink: #0d1f19; --good: #8bd6a4; --bad: #f4a49c; --pending: #e9c277; --good-paper: #1b3425;
            --bad-paper: #43211e; --pending-paper: #3a2e15; --mark: #262c29; --focus: #8ab4ff;
          }
        }
        *, *::before, *::after { box-sizing: border-box; }
        html { font-size: 100%; -webkit-text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--paper); color: var(--ink);
          font: 1rem/1.55 "Source Sans 3", "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", Arial, sans-serif;
          font-variant-numeric: lining-nums;
        }
        h1, h2, h3 { font-family: Charter, "Iowan Old Style", "Source Serif 4", Georgia, "DejaVu Serif", serif;
          line-height: 1.25; font-weight: 600; text-wrap: balance; }
        h1 { font-size: 1.75rem; margin: .25rem 0 1rem; max-width: 44ch; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
        h2.small { font-size: 1rem; margin-top: 1rem; }
        h3 { font-size: 1.05rem; margin: 1.25rem 0 .35rem; }
        p { margin: .4rem 0; max-width: 72ch; }
        a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: .06em; }
        a:hover { text-decoration-thickness: .14em; }
        code { font: .875em/1.5 ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
          overflow-wrap: anywhere; }
        :focus-visible { outline: .2rem solid var(--focus); outline-offset: .15rem; border-radius: .2rem; }
        main:focus, aside:focus { outline: none; }
        .skip { position: absolute; left: 1rem; top: -4rem; background: var(--accent); color: var(--accent-ink);
          padding: .5rem 1rem; border-radius: 0 0 .4rem .4rem; z-index: 1; }
        .skip:focus { top: 0; }
        header.site { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 2rem; padding: .7rem 1.5rem;
          border-bottom: 1px solid var(--line); background: var(--card); }
        .brand { font-family: Charter, "Iowan Old Style", Georgia, "DejaVu Serif", serif; font-weight: 700; font-size: 1.15rem;
          margin: 0; letter-spacing: .01em; }
        .brand span { font-weight: 400; color: var(--soft); }
        nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; }
        header nav a { display: inline-block; padding: .35rem .1rem; color: var(--ink); text-decoration: none;
          border-bottom: .15rem solid transparent; }
        header nav a:hover { border-color: var(--line); }
        header nav a[aria-current] { border-color: var(--accent); font-weight: 600; }
        .account { margin-left: auto; display: flex; align-items: center; gap: 1rem; }
        .account .who { font-size: .95rem; }
        main { padding: 1.75rem 1.5rem 3rem; margin: 0 auto; max-width: 62rem; }
        main.wide { max-width: 78rem; }
        footer { border-top: 1px solid var(--line); color: var(--soft); padding: .75rem 1.5rem 1.5rem; font-size: .875rem; }
        .lead { font-size: 1.1rem; color: var(--soft); }
        .quiet, .hint, .cite { color: var(--soft); }
        .quiet, .hint { font-size: .9rem; }
        .cite { font-size: .9rem; padding-left: .8rem; border-left: .15rem solid var(--line); }
        .block { display: block; font-weight: 400; }
        .crumbs { font-size: .9rem; color: var(--soft); margin: 0; }
        .rule { font-variant-numeric: tabular-nums; font-weight: 600; font-size: .9em; }
        .empty { padding: 2.5rem 0; font-size: 1.1rem; color: var(--soft); }
        .jump { display: none; }
        .tag { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .85rem; font-weight: 600;
          white-space: nowrap; border: 1px solid currentColor; }
        .tag.good { color: var(--good); background: var(--good-paper); }
        .tag.bad { color: var(--bad); background: var(--bad-paper); }
        .tag.pending { color: var(--pending); background: var(--pending-paper); }
        .due time { white-space: nowrap; }
        .due { white-space: nowrap; font-variant-numeric: tabular-nums; }
        .due .distance { display: block; font-size: .875rem; color: var(--soft); }
        .due.pressing .distance { color: var(--bad); font-weight: 600; }
        li .due .distance, dd .due .distance { display: inline; }
        dl.summary { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; margin: 0 0 1rem; padding: .9rem 0;
          border-block: 1px solid var(--line); }
        dl.summary dt { font-size: .8rem; color: var(--soft); letter-spacing: .02em; }
        dl.summary dd { margin: 0; max-width: 40ch; }
        dl.entries { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .3rem 1.25rem; margin: .5rem 0; }
        dl.entries dt { color: var(--soft); }
        dl.entries dd { margin: 0; overflow-wrap: anywhere; max-width: 80ch; }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
        caption { text-align: left; color: var(--soft); font-size: .9rem; padding-bottom: .4rem; }
        .evidence caption { color: var(--ink); font-family: Charter, "Iowan Old Style", Georgia, "DejaVu Serif", serif;
          font-size: 1.2rem; font-weight: 600; padding-top: 1rem; }
        .evidence section caption { font: inherit; font-size: .9rem; color: var(--soft); padding-top: 0; }
        th, td { text-align: left; vertical-align: top; padding: .55rem .9rem .55rem 0; border-bottom: 1px solid var(--line); }
        th:last-child, td:last-child { padding-right: 0; }
        thead th { font-size: .8rem; color: var(--soft); font-weight: 600; letter-spacing: .02em;
          border-bottom-color: var(--soft); }
        tbody th { font-weight: 600; overflow-wrap: anywhere; }
        .tasks tbody th { font-weight: 400; max-width: 34rem; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td.value { font-weight: 600; font-variant-numeric: tabular-nums; min-width: 9rem; }
        td.missing { color: var(--pending); }
        tr.marked th { box-shadow: inset .2rem 0 var(--accent); padding-left: .7rem; }
        tr.limit td { font-size: .9rem; color: var(--soft); padding-left: 1.5rem; }
        form.filters { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin-bottom: 1.25rem; }
        .field { margin: .9rem 0; min-width: 0; }
        .filters .field { margin: 0; }
        .grow { flex: 1 1 12rem; }
        .filters select { max-width: 15rem; }
        .check { display: flex; gap: .5rem; align-items: center; min-height: 2.7rem; }
        label, legend { display: block; font-weight: 600; font-size: .95rem; margin-bottom: .25rem; }
        .check label, .option label { margin: 0; font-weight: 400; }
        fieldset { border: 0; padding: 0; margin: .5rem 0; min-width: 0; }
        .option { display: flex; gap: .6rem; align-items: center; padding: .3rem 0; }
        input[type=radio], input[type=checkbox] { width: 1.15rem; height: 1.15rem; accent-color: var(--accent); margin: 0; }
        input[type=text], input[type=search], input[type=password], select, textarea {
          font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: .35rem;
          padding: .5rem .65rem; width: 100%; min-height: 2.7rem; }
        textarea { resize: vertical; }
        ::placeholder { color: var(--soft); opacity: 1; }
        [aria-invalid] { border-color: var(--bad); }
        button, a.button { font: inherit; font-weight: 600; background: var(--accent); color: var(--accent-ink);
          border: 1px solid var(--accent); border-radius: .35rem; padding: .5rem 1.1rem; cursor: pointer; text-decoration: none;
          display: inline-block; }
        button:hover, a.button:hover { filter: brightness(1.1); }
        button.plain { background: none; color: var(--accent); border-color: var(--line); padding: .3rem .8rem;
          font-weight: 400; }
        .actions { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; max-width: none; }
        form.actions { margin-top: 1.5rem; }
        .problem, .problems { color: var(--bad); }
        .problem { margin: .1rem 0 .35rem; font-size: .95rem; }
        .problems { border-left: .25rem solid var(--bad); background: var(--bad-paper); padding: .35rem .8rem;
          margin: .5rem 0 1rem; }
        .mark { font-weight: 600; }
        .advice { border-left: .25rem solid var(--pending); background: var(--pending-paper); padding: .5rem .8rem; }
        .outcome { font-size: 1.15rem; padding: .75rem 1rem; border-left: .3rem solid currentColor; }
        .outcome.good { color: var(--good); background: var(--good-paper); }
        .outcome.pending { color: var(--pending); background: var(--pending-paper); }
        .card, aside.answer { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
          padding: 1rem 1.4rem 1.25rem; }
        .card { max-width: 44rem; }
        form.card { max-width: 28rem; }
        .card dl.summary { border-top: 0; padding-top: 0; }
        .note { white-space: pre-wrap; overflow-wrap: anywhere; }
        .columns { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: 0 3rem; align-items: start; }
        aside.answer { position: sticky; top: 1rem; }
        aside.answer h2, .history h2 { margin-top: 0; }
        .evidence > section:first-child h2 { margin-top: .5rem; }
        ul.findings { list-style: none; padding: 0; margin: .5rem 0; }
        ul.findings li { padding: .6rem 0; border-bottom: 1px solid var(--line); }
        ul.findings li p { margin: .15rem 0; }
        details { margin: .75rem 0; }
        summary { cursor: pointer; color: var(--accent); font-weight: 600; padding: .3rem 0; }
        .timeline { list-style: none; margin: 0; padding: 0 0 0 1.1rem; border-left: .15rem solid var(--line); }
        .timeline li { position: relative; padding: 0 0 1.1rem; }
        .timeline li::before { content: ""; position: absolute; left: -1.53rem; top: .42rem; width: .7rem; height: .7rem;
          border-radius: 50%; background: var(--paper); border: .15rem solid var(--soft); }
        .timeline .decided::before { background: var(--accent); border-color: var(--accent); }
        .timeline .withdrawn::before { background: var(--bad); border-color: var(--bad); }
        .timeline p { margin: 0; }
        .when { font-size: .875rem; color: var(--soft); font-variant-numeric: tabular-nums; }
        .contents { border-block: 1px solid var(--line); padding: .75rem 0; margin-bottom: 1rem; }
        .contents ul { display: block; columns: 22rem; }
        .contents li { padding: .15rem 0; break-inside: avoid; }
        .rule-card { border-top: 1px solid var(--line); padding: .1rem 0 .6rem; }
        .pages { display: flex; justify-content: space-between; gap: 1rem; }
        @media (max-width: 60rem) {
          .columns { grid-template-columns: minmax(0, 1fr); }
          aside.answer { position: static; margin-top: 2rem; }
          .jump { display: block; }
        }
        @media (max-width: 40rem) {
          h1 { font-size: 1.45rem; }
          main { padding: 1.25rem 1rem 2rem; }
          header.site { padding: .6rem 1rem; }
          .account { margin-left: 0; }
          .tasks thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
          .tasks tr { display: block; padding: .75rem 0; border-bottom: 1px solid var(--line); }
          .tasks th, .tasks td { display: block; border: 0; padding: .1rem 0; }
          th, td { padding-right: .5rem; overflow-wrap: anywhere; }
          .number, .tag, .due { white-space: normal; }
          td.value { min-width: 0; }
          dl.entries { grid-template-columns: 1fr; gap: 0; }
          dl.entries dd { margin-bottom: .5rem; }
        }
        @media print { .skip, header.site nav, .account form, aside.answer { display: none; } }

        """
}
