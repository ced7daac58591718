import { t } from '../translate';
import { element, setText } from './elements';
import type { Zoom } from './zoom';
import { zoomStep } from './zoom-pan';

/** The buttons above the charts (src/editor/panel/chart-tools.ts). */
export function connectChartTools(zoom: Zoom, onSavePicture: () => void): void {
  const actions: Readonly<Record<string, () => void>> = {
    'zoom-in': () => {
      zoom.zoom(zoomStep);
    },
    'zoom-out': () => {
      zoom.zoom(1 / zoomStep);
    },
    'zoom-reset': () => {
      zoom.reset();
    },
    'save-picture': onSavePicture,
  };
  for (const [id, act] of Object.entries(actions)) element(id).addEventListener('click', act);
}

/** Tells which part of the axis is shown; nothing while that is all of it. */
export function showZoom({ isWhole, window: { from, to } }: Zoom, format: (value: number) => string): void {
  setText('zoom-range', isWhole ? '' : t('{0} to {1}', format(from), format(to)));
}

/** The same for a screen reader, once a person has changed it. */
export function announceZoom({ window: { from, to } }: Zoom, format: (value: number) => string): void {
  setText('announcer', t('{0} to {1}', format(from), format(to)));
}
