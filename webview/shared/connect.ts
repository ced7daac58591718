import * as v from 'valibot';
import { keepStateSchema } from './panel-protocol';

const keptSchema = v.object({ panel: v.optional(v.unknown()), page: v.optional(v.unknown()) });

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export interface HostLink<ToPage, FromPage, PageState> {
  post(message: FromPage): void;
  /** What a person has chosen on this page, as it was kept; null where nothing was, or it can't be read. */
  readonly pageState: PageState | null;
  /** Kept while the panel is hidden or moved, and over a reload of the window. */
  keepPageState(state: PageState): void;
  /** Call once the page can take messages: the host answers with a whole snapshot. */
  ready(receive: (message: ToPage) => void): void;
}

/**
 * The page's side of an editor panel. Two things are kept: the state of the
 * panel, which is the host's, and that of the page, of which the host knows nothing.
 */
export function connectToHost<ToPage, FromPage, PageState>(
  pageStateSchema: v.GenericSchema<unknown, PageState>,
): HostLink<ToPage, FromPage, PageState> {
  const host = acquireVsCodeApi();
  // A page that was there before the window's reload may know nothing of itself: then the host knows what it kept.
  const own = v.safeParse(keptSchema, host.getState());
  const kept = own.success
    ? own.output
    : v.parse(keptSchema, JSON.parse(document.body.dataset['state'] ?? '{}'));
  const keptPage = v.safeParse(pageStateSchema, kept.page);
  let { panel } = kept;
  let page: unknown = keptPage.success ? keptPage.output : null;
  const keep = (): void => {
    host.setState({ panel, page });
  };
  keep();
  return {
    post: (message) => {
      host.postMessage(message);
    },
    pageState: keptPage.success ? keptPage.output : null,
    keepPageState: (state) => {
      page = state;
      keep();
    },
    ready: (receive) => {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const keepState = v.safeParse(keepStateSchema, event.data);
        if (!keepState.success) {
          receive(event.data as ToPage);
          return;
        }
        panel = keepState.output.state;
        keep();
      });
      host.postMessage({ type: 'ready' });
    },
  };
}
