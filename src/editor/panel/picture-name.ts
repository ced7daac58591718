/** The name of the file that a picture with this title goes to; letters and digits of any language stay. */
export const pictureName = (title: string): string => {
  const name = title.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '');
  return `wattlens-${name === '' ? 'run' : name}.png`;
};
