/** What a promise resolves to, or null where it has not by then. Rejects as it does; one that is late is left to itself. */
export const within = <Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | null> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(null);
    }, milliseconds);
    promise
      .finally(() => {
        clearTimeout(timer);
      })
      .then(resolve, reject);
  });
