import * as v from 'valibot';
import * as vscode from 'vscode';
import {
  commonPanelMessageSchema,
  keptSchema,
  type Kept,
  type KeepState,
} from '../../../webview/shared/panel-protocol';
import type { PanelViewType } from '../contributions';
import { loadPage, type PageContent } from './load-page';
import { savePicture } from './save-picture';

/** What a kind of panel is: its page, the state that tells one such panel from another, and what answers the page. */
export interface PanelKind<State, ToPage, FromPage> {
  readonly page: PageContent;
  /** Schema of what the page has kept: it is read again when the window is reloaded. */
  readonly stateSchema: v.GenericSchema<unknown, State>;
  readonly messageSchema: v.GenericSchema<unknown, FromPage>;
  /** Two states of one key are one panel. */
  key(state: State): string;
  title(state: State): string;
  /** Called for each panel that opens, also for one that was there before the window's reload. */
  connect(panel: PanelLink<State, ToPage>): PanelSession<FromPage>;
}

/** A panel as its session sees it. */
export interface PanelLink<State, ToPage> {
  readonly state: State;
  /** False while nobody sees it; it is shown a whole snapshot when somebody does. */
  readonly isShown: boolean;
  /** Goes nowhere while the panel is not shown. */
  post(message: ToPage): void;
  /** Has the page keep another state, by which the panel comes back after a reload. */
  keep(state: State): void;
  setTitle(title: string): void;
}

/** What stands behind one open panel; disposed of with it. */
export interface PanelSession<FromPage> {
  /** The page is there, or is there again, and empty: post the whole snapshot. */
  show(): void;
  receive(message: FromPage): void;
  dispose(): void;
}

/** Opens the panel of a state, or brings it to the front where it is open. */
export type OpenPanel<State> = (state: State) => Promise<void>;

/**
 * The editor panels. A kind is loaded when its first panel opens; the panels survive a reload of the window, a move to
 * another group and being hidden, because the page keeps its state alone and the host has all else.
 */
export class Panels implements vscode.Disposable {
  private readonly opened = new Map<string, vscode.WebviewPanel>();
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(private readonly extensionUri: vscode.Uri) {}

  add<State, ToPage, FromPage>(
    viewType: PanelViewType,
    load: () => Promise<PanelKind<State, ToPage, FromPage>>,
  ): OpenPanel<State> {
    this.subscriptions.push(
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state: unknown) => {
          const kind = await load();
          // A browser that was closed at once may have kept nothing.
          const kept = v.safeParse(keptSchema, state);
          const read = v.safeParse(kind.stateSchema, kept.success ? kept.output.panel : undefined);
          if (read.success) this.use(viewType, kind, panel, read.output, kept.success ? kept.output : {});
          else panel.dispose();
        },
      }),
    );
    return async (state) => {
      const kind = await load();
      const open = this.opened.get(`${viewType} ${kind.key(state)}`);
      if (open !== undefined) {
        open.reveal();
        return;
      }
      const column = vscode.ViewColumn.Active;
      const options = { enableFindWidget: true };
      const panel = vscode.window.createWebviewPanel(viewType, kind.title(state), column, options);
      this.use(viewType, kind, panel, state);
    };
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private use<State, ToPage, FromPage>(
    viewType: PanelViewType,
    kind: PanelKind<State, ToPage, FromPage>,
    panel: vscode.WebviewPanel,
    firstState: State,
    /** By its page, before the window was reloaded. */
    kept: Kept = {},
  ): void {
    let state = firstState;
    let isReady = false;
    const name = (): string => `${viewType} ${kind.key(state)}`;
    const isShown = (): boolean => isReady && panel.visible;
    const post = (message: unknown): void => {
      if (isShown()) void panel.webview.postMessage(message);
    };
    const session = kind.connect({
      get state() {
        return state;
      },
      get isShown() {
        return isShown();
      },
      post,
      keep: (newer) => {
        this.opened.delete(name());
        state = newer;
        this.opened.set(name(), panel);
        post({ type: 'keepState', state } satisfies KeepState);
      },
      setTitle: (title) => {
        if (panel.title !== title) panel.title = title;
      },
    });
    this.opened.set(name(), panel);
    panel.onDidDispose(() => {
      if (this.opened.get(name()) === panel) this.opened.delete(name());
      session.dispose();
    });
    panel.onDidChangeViewState(() => {
      // A hidden page is destroyed, and says `ready` when it is there again.
      if (!panel.visible) isReady = false;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const common = v.safeParse(commonPanelMessageSchema, message);
      if (common.success) {
        if (common.output.type === 'savePicture') {
          void savePicture(panel.title, common.output.base64);
          return;
        }
        isReady = true;
        post({ type: 'keepState', state } satisfies KeepState);
        session.show();
        return;
      }
      const read = v.safeParse(kind.messageSchema, message);
      if (read.success) session.receive(read.output);
    });
    panel.title = kind.title(state);
    loadPage(panel.webview, this.extensionUri, kind.page, { ...kept, panel: state } satisfies Kept);
  }
}
