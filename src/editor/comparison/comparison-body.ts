import { chartCanvas, chartTools } from '../panel/chart-tools';
import { choice } from '../panel/choice';

/** The markup of a comparison; its page fills it by text content. `t` translates a text, which holds no markup. */
export function comparisonBody(t: (text: string) => string): string {
  return `    <main aria-label="${t('Comparison of runs')}">
      <h1>${t('Comparison of runs')}</h1>
      <p id="missing" role="alert" hidden></p>
      <section id="comparison" hidden>
        <nav id="open-runs" aria-label="${t('Runs')}"></nav>
        <div class="bar">
          ${choice('measure', t('Figure'))}
          ${choice('alignment', t('Alignment'))}
          ${choice('reference', t('Reference'))}
          <vscode-button id="change-runs" appearance="secondary">${t('Change Runs…')}</vscode-button>
        </div>
        <p id="obstacle" class="muted"></p>
        <h2 id="chart-title"></h2>
        ${chartTools(t)}
        ${chartCanvas('chart', t('A curve for each run; the table of the curves holds the same figures.'))}
        <details id="series">
          <summary>${t('The curves as a table')}</summary>
          <div class="scroll" tabindex="0" role="region" aria-label="${t('The curves as a table')}"><table><thead id="series-head"></thead><tbody id="series-body"></tbody></table></div>
        </details>
        <h2>${t('Differences')}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="${t('Differences')}">
          <table>
            <caption class="visually-hidden">${t('Figures of each run, and how far they lie from those of the reference')}</caption>
            <thead id="differences-head"></thead>
            <tbody id="differences"></tbody>
          </table>
        </div>
      </section>
      <div id="announcer" class="visually-hidden" aria-live="polite"></div>
    </main>`;
}
