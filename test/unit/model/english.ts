import type { ConfigDiagnostic } from '../../../src/model/reading';
import { inEnglish } from '../../../src/units/message';

/** What a reading says is wrong, as the command line prints it; '' where it says nothing. */
export const englishOf = (diagnostic: Pick<ConfigDiagnostic, 'message'> | undefined): string =>
  diagnostic === undefined ? '' : inEnglish(diagnostic.message);
