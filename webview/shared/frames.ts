import type { Frames } from './live-pace';

/** Those of the page. */
export const pageFrames: Frames = {
  isMotionReduced: () =>
    document.body.classList.contains('vscode-reduce-motion') ||
    window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  next(draw) {
    requestAnimationFrame(draw);
  },
};
