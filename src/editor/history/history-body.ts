import { choice } from '../panel/choice';

/** The markup of the history; its page fills it by text content. `t` translates a text, which holds no markup. */
export function historyBody(t: (text: string) => string): string {
  return `    <main aria-label="${t('Run History')}">
      <section id="empty" hidden>
        <p>${t('No run has been metered yet.')}</p>
        <p class="muted">${t('Open a training script and run it with energy metering: each run is listed here, to be found again, tagged and compared.')}</p>
        <vscode-button id="run-training">${t('Run Training with Energy Metering')}</vscode-button>
      </section>
      <section id="history" hidden>
        <div class="bar">
          <vscode-text-field id="search" placeholder="${t('Label, command, folder, hardware, tag')}" aria-label="${t('Search runs')}">${t('Search')}</vscode-text-field>
          ${choice('tag-filter', t('Tag'))}
          <span id="found" class="muted" role="status"></span>
        </div>
        <div class="bar" role="toolbar" aria-label="${t('Selected runs')}">
          <span id="selected" class="muted"></span>
          <vscode-button id="compare" disabled>${t('Compare')}</vscode-button>
          <vscode-button id="export" appearance="secondary" disabled>${t('Export')}</vscode-button>
          <vscode-text-field id="tag-name" placeholder="${t('Tag')}" aria-label="${t('Tag to add or remove')}" maxlength="60" disabled></vscode-text-field>
          <vscode-button id="add-tag" appearance="secondary" disabled>${t('Add Tag')}</vscode-button>
          <vscode-button id="remove-tag" appearance="secondary" disabled>${t('Remove Tag')}</vscode-button>
          <vscode-button id="clear" appearance="secondary" disabled>${t('Clear Selection')}</vscode-button>
        </div>
        <div class="scroll" tabindex="0" role="region" aria-label="${t('Runs')}">
          <table id="runs">
            <caption class="visually-hidden">${t('Runs; the column heads sort.')}</caption>
            <thead id="heads"></thead>
            <tbody id="rows"></tbody>
          </table>
        </div>
        <nav class="bar" id="pages" aria-label="${t('Pages')}" hidden>
          <vscode-button id="previous" appearance="secondary">${t('Previous')}</vscode-button>
          <span id="page" class="muted"></span>
          <vscode-button id="next" appearance="secondary">${t('Next')}</vscode-button>
        </nav>
      </section>
      <div id="announcer" class="visually-hidden" aria-live="polite"></div>
    </main>`;
}
