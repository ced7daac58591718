/** The panel's page: static markup under a strict content security policy; the view fills it by text content. */
export function panelHtml(resources: {
  readonly script: string;
  readonly style: string;
  readonly cspSource: string;
  readonly nonce: string;
}): string {
  const { script, style, cspSource, nonce } = resources;
  const policy = `default-src 'none'; img-src ${cspSource}; font-src ${cspSource}; style-src ${cspSource}; script-src 'nonce-${nonce}';`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1.0" />
    <link rel="stylesheet" href="${style}" />
    <title>Wattlens</title>
  </head>
  <body>
    <section id="empty">
      <p>No run has been metered yet.</p>
      <p class="muted">Open a training script and run it with energy metering: its power, energy and CO2e are drawn here while it trains.</p>
      <vscode-button id="run-training">Run Training with Energy Metering</vscode-button>
    </section>
    <section id="run" aria-label="Metered run" hidden>
      <vscode-dropdown id="runs" aria-label="Run" hidden></vscode-dropdown>
      <div class="run-head"><span id="label"></span><span id="state"></span><span id="command" class="muted"></span></div>
      <dl class="figures">
        <div><dt>Power</dt><dd class="value" id="power-value"></dd><dd class="detail" id="power-range"></dd><dd class="detail" id="power-provenance"></dd></div>
        <div><dt>Energy</dt><dd class="value" id="energy-value"></dd><dd class="detail" id="energy-range"></dd><dd class="detail" id="energy-provenance"></dd></div>
        <div><dt>CO2e</dt><dd class="value" id="co2e-value"></dd><dd class="detail" id="co2e-range"></dd><dd class="detail" id="co2e-provenance"></dd></div>
      </dl>
      <p id="net" class="muted"></p>
      <div class="chart"><canvas id="chart" role="img" aria-label="Power by device and cumulative energy over the run; the tables below hold the same figures."></canvas></div>
      <table>
        <caption>Energy by device</caption>
        <thead><tr><th scope="col">Device</th><th scope="col">Source</th><th scope="col">Power</th><th scope="col">Energy</th></tr></thead>
        <tbody id="devices"></tbody>
      </table>
      <details id="series">
        <summary>The curves as a table</summary>
        <table><thead id="series-head"></thead><tbody id="series-body"></tbody></table>
      </details>
      <p id="carbon-basis" class="muted"></p>
      <ul id="notes"></ul>
      <vscode-button id="show-report" appearance="secondary">Show Report</vscode-button>
      <div id="announcer" class="visually-hidden" aria-live="polite"></div>
    </section>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
