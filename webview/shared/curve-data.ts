import { type ChartTheme, translucent } from '../theme';
import type { Curve } from './curve';
import { type CurveData, lineStyle } from './line-chart';

/** The curve as chart.js draws it. */
export function curveData(
  { label, axis, points, colour, dash, width, isStepped, fill, name, isInLegend }: Curve,
  { curves, text, warning }: ChartTheme,
): CurveData {
  const drawn =
    colour === 'text' ? text : colour === 'warning' ? warning : (curves[colour % curves.length] ?? text);
  return {
    label,
    ...(name === undefined ? {} : { name }),
    ...(isInLegend === false ? { isInLegend: false } : {}),
    yAxisID: axis,
    data: points.map(({ x, y }) => ({ x, y: y ?? Number.NaN })),
    borderColor: drawn,
    backgroundColor: fill === undefined ? drawn : translucent(drawn),
    ...lineStyle,
    ...(label === '' ? { borderWidth: 0 } : width === undefined ? {} : { borderWidth: width }),
    borderDash: [...(dash ?? [])],
    stepped: isStepped === true ? 'before' : false,
    fill: fill === undefined ? false : fill === 'previous' ? '-1' : 'origin',
  };
}
