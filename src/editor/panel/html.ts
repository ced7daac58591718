import { chartCanvas, chartTools, runCurves } from './chart-tools';

/** The markup of the live view; the view fills it by text content. `t` translates a text, which holds no markup. */
export function liveViewBody(t: (text: string) => string): string {
  return `    <section id="empty">
      <p>${t('No run has been metered yet.')}</p>
      <p class="muted">${t('Open a training script and run it with energy metering: its power, energy and CO2e are drawn here while it trains.')}</p>
      <vscode-button id="run-training">${t('Run Training with Energy Metering')}</vscode-button>
    </section>
    <section id="run" aria-label="${t('Metered run')}" hidden>
      <vscode-dropdown id="runs" aria-label="${t('Run')}" hidden></vscode-dropdown>
      <div class="run-head"><span id="label"></span><span id="state"></span><span id="command" class="muted"></span></div>
      <dl class="figures">
        <div><dt>${t('Power')}</dt><dd class="value" id="power-value"></dd><dd class="detail" id="power-range"></dd><dd class="detail" id="power-provenance"></dd></div>
        <div><dt>${t('Energy')}</dt><dd class="value" id="energy-value"></dd><dd class="detail" id="energy-range"></dd><dd class="detail" id="energy-provenance"></dd></div>
        <div><dt>CO2e</dt><dd class="value" id="co2e-value"></dd><dd class="detail" id="co2e-range"></dd><dd class="detail" id="co2e-provenance"></dd></div>
      </dl>
      <p id="progress" class="muted"></p>
      <p id="net" class="muted"></p>
      ${runCurves(
        t,
        `${chartTools(t, `<vscode-button appearance="secondary" id="export-data">${t('Export data')}</vscode-button>`)}
      ${chartCanvas('chart', t('Power by device over the run; the tables below hold the same figures.'))}
      ${chartCanvas('energy-chart', t('Energy and CO2e so far, with forecast and budget; the tables below hold the same figures.'))}`,
      )}
      <table>
        <caption>${t('Energy by device')}</caption>
        <thead><tr><th scope="col">${t('Device')}</th><th scope="col">${t('Source')}</th><th scope="col">${t('Power')}</th><th scope="col">${t('Energy')}</th></tr></thead>
        <tbody id="devices"></tbody>
      </table>
      <details id="series">
        <summary>${t('The curves as a table')}</summary>
        <table><thead id="series-head"></thead><tbody id="series-body"></tbody></table>
      </details>
      <p id="carbon-basis" class="muted"></p>
      <ul id="notes"></ul>
      <vscode-button id="show-report" appearance="secondary">${t('Show Report')}</vscode-button>
      <div id="announcer" class="visually-hidden" aria-live="polite"></div>
    </section>`;
}
