import * as v from 'valibot';
import { keepStateSchema } from './panel-protocol';

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
  const kept = v.safeParse(v.object({ panel: v.unknown(), page: v.unknown() }), host.getState());
  const keptPage = v.safeParse(pageStateSchema, kept.success ? kept.output.page : null);
  let panel: unknown = kept.success
    ? kept.output.panel
    : JSON.parse(document.body.dataset['state'] ?? 'null');
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
        const own = v.safeParse(keepStateSchema, event.data);
        if (!own.success) {
          receive(event.data as ToPage);
          return;
        }
        panel = own.output.state;
        keep();
      });
      host.postMessage({ type: 'ready' });
    },
  };
}
