// The extension host's console reaches the test host mixed with the workbench's own messages: the suite marks its lines.

/** Starts every line that the suite prints. */
export const suiteLineMark = '[suite] ';
