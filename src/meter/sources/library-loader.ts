/**
 * The system's loader serves one thread at a time. While a library hangs in its loading, or has crashed there, whoever else
 * loads one or looks a function up waits for good: no other thread may hold the main one up so.
 */
const loadings = new Set<Promise<boolean>>();

/** Another thread loads a library; resolves to whether that has come back. */
export function holdLoader(loading: Promise<boolean>): void {
  loadings.add(loading);
  void loading.then((isBack) => {
    if (isBack) loadings.delete(loading);
  });
}

/** Calls what loads a library or looks functions up, once no other thread does; null where one does not come back. */
export async function withLoader<Value>(load: () => Value): Promise<Value | null> {
  for (const loading of loadings) if (!(await loading)) return null;
  return load();
}
