/** Charts below one another as one picture, on the panel's background: the data of a PNG in base64. Hidden ones are left out. */
export function pictureOf(charts: readonly HTMLCanvasElement[], background: string): string {
  const shown = charts.filter(
    ({ width, height, offsetParent }) => width * height > 0 && offsetParent !== null,
  );
  const picture = document.createElement('canvas');
  picture.width = Math.max(1, ...shown.map(({ width }) => width));
  picture.height = Math.max(
    1,
    shown.reduce((sum, { height }) => sum + height, 0),
  );
  const context = picture.getContext('2d');
  if (context === null) return '';
  context.fillStyle = background;
  context.fillRect(0, 0, picture.width, picture.height);
  let top = 0;
  for (const chart of shown) {
    context.drawImage(chart, 0, top);
    top += chart.height;
  }
  return picture.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
