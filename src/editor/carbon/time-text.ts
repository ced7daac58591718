/** A moment of the days around now, for people: weekday, hour and minute. ISO 8601, or ms since 1970. */
export const timeText = (moment: string | number): string =>
  new Date(moment).toLocaleString(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
