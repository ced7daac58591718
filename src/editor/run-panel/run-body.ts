import { chartCanvas, chartTools, runCurves } from '../panel/chart-tools';

/** The markup of a run's panel; its page fills it by text content. `t` translates a text, which holds no markup. */
export function runBody(t: (text: string) => string): string {
  const figure = (id: string, title: string): string =>
    `<div><dt>${title}</dt><dd class="value" id="${id}-value"></dd><dd class="detail" id="${id}-range"></dd><dd class="detail" id="${id}-provenance"></dd></div>`;
  const chart = (id: string, title: string, label: string): string =>
    `<section id="${id}-section" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${chartCanvas(id, label)}</section>`;
  const sameFigures = t('The table of the curves holds the same figures.');
  return `    <main aria-label="${t('Run')}">
      <p id="empty" hidden></p>
      <section id="run" hidden>
        <h1 id="label" class="name" dir="auto"></h1>
        <p class="under"><span id="state"></span> <span id="started" class="muted"></span> <span id="tags" class="tags"></span></p>
        <p id="command" class="muted" dir="auto"></p>
        <div class="bar" role="toolbar" aria-label="${t('This run')}">
          <vscode-button id="show-report">${t('Show Report')}</vscode-button>
          <vscode-button id="export" appearance="secondary">${t('Export')}</vscode-button>
          <vscode-button id="compare" appearance="secondary">${t('Compare With…')}</vscode-button>
          <vscode-button id="open-history" appearance="secondary">${t('History')}</vscode-button>
        </div>
        <dl class="figures">
          ${figure('power', t('Power'))}
          ${figure('energy', t('Energy'))}
          ${figure('co2e', 'CO2e')}
          ${figure('progress', t('Progress'))}
          ${figure('forecast', t('Whole run, forecast'))}
        </dl>
        <p id="net" class="muted"></p>
        <section id="predicted" aria-labelledby="predicted-title" hidden>
          <h2 id="predicted-title">${t('Predicted and measured')}</h2>
          <p id="predicted-summary"></p>
          <div id="predicted-table" class="scroll" tabindex="0" role="region" aria-label="${t('What the difference comes from')}">
            <table><caption class="visually-hidden">${t('What the difference comes from')}</caption><thead id="predicted-head"></thead><tbody id="predicted-rows"></tbody></table>
          </div>
        </section>
        ${runCurves(
          t,
          `${chartTools(t)}
        <div class="charts">
          ${chart('power-chart', t('Power by device'), `${t('Power of each device over the run, stacked.')} ${sameFigures}`)}
          ${chart('energy-chart', t('Energy and CO2e so far'), `${t('Cumulative energy and CO2e over the run.')} ${sameFigures}`)}
          ${chart('intensity-chart', t('Intensity of the grid'), `${t('Intensity of the grid over the run.')} ${sameFigures}`)}
        </div>`,
        )}
        <p id="carbon-basis" class="muted"></p>
        <h2>${t('Devices')}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="${t('Energy by device')}">
          <table>
            <caption class="visually-hidden">${t('Energy by device')}</caption>
            <thead><tr><th scope="col">${t('Device')}</th><th scope="col">${t('Source')}</th><th scope="col">${t('Power')}</th><th scope="col">${t('Energy')}</th></tr></thead>
            <tbody id="devices"></tbody>
          </table>
        </div>
        <h2>${t('Figures')}</h2>
        <table><caption class="visually-hidden">${t('Figures of the run')}</caption><tbody id="facts"></tbody></table>
        <details id="series">
          <summary>${t('The curves as a table')}</summary>
          <div class="scroll" tabindex="0" role="region" aria-label="${t('The curves as a table')}"><table><thead id="series-head"></thead><tbody id="series-body"></tbody></table></div>
        </details>
        <ul id="notes"></ul>
      </section>
      <div id="announcer" class="visually-hidden" aria-live="polite"></div>
    </main>`;
}
