import * as v from 'valibot';
import { keepScroll } from './kept-scroll';
import { keepStateSchema, keptSchema, type CommonPanelMessage, type Kept } from './panel-protocol';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export interface HostLink<ToPage, FromPage, PageState> {
  post(message: FromPage): void;
  /** Asks where to, and writes the PNG there. */
  savePicture(base64: string): void;
  /** What a person has chosen on this page. */
  readonly pageState: PageState;
  /** Changes it; kept while the panel is hidden or moved, and over a reload of the window. */
  keep(change: Partial<PageState>): void;
  /** Call once the page can take messages: the host answers with a whole snapshot. */
  ready(receive: (message: ToPage) => void): void;
}

/**
 * The page's side of a panel. Kept are the state of the panel, which is the host's, that of the page, of which the host knows
 * nothing, and how far the page is scrolled. `initial` is the page's state where none was kept, or it can't be read.
 */
export function connectToHost<ToPage, FromPage, PageState>(
  pageStateSchema: v.GenericSchema<unknown, PageState>,
  initial: PageState,
): HostLink<ToPage, FromPage, PageState> {
  const host = acquireVsCodeApi();
  let kept = whatWasKept(host.getState());
  const keep = (change: Kept): void => {
    kept = { ...kept, ...change };
    host.setState(kept);
  };
  const page = v.safeParse(pageStateSchema, kept.page);
  let pageState = page.success ? page.output : initial;
  keep({});
  keepScroll(kept.scroll ?? 0, (scroll) => {
    keep({ scroll });
  });
  return {
    post: (message) => {
      host.postMessage(message);
    },
    savePicture: (base64) => {
      host.postMessage({ type: 'savePicture', base64 } satisfies CommonPanelMessage);
    },
    get pageState() {
      return pageState;
    },
    keep: (change) => {
      pageState = { ...pageState, ...change };
      keep({ page: pageState });
    },
    ready: (receive) => {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const keepState = v.safeParse(keepStateSchema, event.data);
        if (keepState.success) keep({ panel: keepState.output.state });
        else receive(event.data as ToPage);
      });
      host.postMessage({ type: 'ready' } satisfies CommonPanelMessage);
    },
  };
}

/** A page that was there before the window's reload may know nothing of itself: then the host knows what it kept. */
function whatWasKept(own: unknown): Kept {
  const read = v.safeParse(keptSchema, own);
  if (read.success) return read.output;
  const handed = v.safeParse(keptSchema, JSON.parse(document.body.dataset['state'] ?? 'null'));
  return handed.success ? handed.output : {};
}
