import { choice } from './choice';

/** The markup of a model's breakdown; its page fills it by text content. `t` translates a text, which holds no markup. */
export function modelPageBody(t: (text: string) => string): string {
  return `    <main id="model" hidden>
      <h1><span id="file"></span> <span id="architecture" class="muted"></span></h1>
      <p id="basis" class="muted"></p>
      <p id="problem" class="problem" role="alert" hidden></p>
      <dl id="figures" class="figures"></dl>
      <section aria-labelledby="what-if-title">
        <h2 id="what-if-title">${t('What if')}</h2>
        <div id="controls" class="controls"></div>
        <div class="actions">
          <vscode-button id="reset" appearance="secondary">${t('Back to the file')}</vscode-button>
          <vscode-button id="copy" appearance="secondary">${t('Copy changed values')}</vscode-button>
          <vscode-button id="difference" appearance="secondary">${t('Open as difference')}</vscode-button>
        </div>
      </section>
      <section aria-labelledby="parts-title">
        <h2 id="parts-title">${t('Where it goes')}</h2>
        <div class="choices">
          ${choice('phase', t('Phase'))}
          ${choice('by', t('Group by'))}
          <vscode-button id="open-all" appearance="secondary">${t('Expand all')}</vscode-button>
          <vscode-button id="close-all" appearance="secondary">${t('Collapse all')}</vscode-button>
        </div>
        <div class="wide" tabindex="0" role="region" aria-labelledby="parts-title">
          <table id="parts" class="parts">
            <thead><tr><th scope="col">${t('Part')}</th><th scope="col">${t('Share of energy')}</th><th scope="col">${t('Energy')}</th><th scope="col">${t('FLOPs')}</th><th scope="col">${t('Parameters')}</th><th scope="col">${t('Bytes')}</th></tr></thead>
            <tbody id="rows"></tbody>
            <tfoot id="total"></tfoot>
          </table>
        </div>
        <p class="muted">${t('FLOPs are those of the products of a pass. In brackets: elementwise work of the forward pass, which is in no sum. An exponential of softmax takes as long as 256 FLOPs of products (Shah et al. 2024, FlashAttention-3), and energy is divided by time.')}</p>
      </section>
      <details id="notes-block"><summary>${t('Notes')}</summary><ul id="notes"></ul></details>
      <div class="actions">
        <vscode-button id="file-button" appearance="secondary">${t('Open the file')}</vscode-button>
        <vscode-button id="document-button" appearance="secondary">${t('Every assumption as a document')}</vscode-button>
      </div>
      <div id="announcer" class="visually-hidden" aria-live="polite"></div>
    </main>
    <p id="no-model" hidden></p>`;
}
