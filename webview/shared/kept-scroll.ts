/** After the last movement. */
const pauseMs = 100;

/**
 * Scrolls a page to where it was, and tells where it is from then on. What a page shows comes after it has been loaded, so
 * that the browser can't do it: it is done once the page is long enough, unless a person has begun to scroll.
 */
export function keepScroll(kept: number, onScroll: (pixels: number) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      onScroll(window.scrollY);
    }, pauseMs);
  };
  const tell = (): void => {
    window.addEventListener('scroll', tellSoon, { passive: true });
  };
  if (kept === 0) {
    tell();
    return;
  }
  const observer = new ResizeObserver(() => {
    if (document.documentElement.scrollHeight - window.innerHeight < kept) return;
    window.scrollTo(0, kept);
    stop();
  });
  const stop = (): void => {
    observer.disconnect();
    for (const event of ['wheel', 'pointerdown']) window.removeEventListener(event, stop);
    tell();
  };
  observer.observe(document.body);
  for (const event of ['wheel', 'pointerdown']) window.addEventListener(event, stop, { passive: true });
}
