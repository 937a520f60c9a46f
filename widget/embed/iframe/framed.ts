import { languageOf } from '../../more/language.ts';
import { languageTagOf } from '../../ticker/language.ts';

/**
 * Shows an element in the page for frames, with what the address of the page says of its attributes
 * where `mayBe` allows it. `feed` is not taken: what stands at our address shows our feed and no other.
 */
export function showFramed(
  name: 'nalssi-ticker' | 'nalssi-board',
  mayBe: (attribute: string, value: string) => boolean,
): void {
  const query = new URLSearchParams(location.search);
  const element = document.createElement(name);
  const { observedAttributes } = element.constructor as unknown as {
    readonly observedAttributes: readonly string[];
  };
  for (const attribute of observedAttributes) {
    const value = query.get(attribute);
    if (value === null || attribute === 'feed' || !mayBe(attribute, value)) continue;
    element.setAttribute(attribute, value);
  }
  const language = languageTagOf(element);
  if (languageOf(language) === 'en') {
    document.documentElement.lang = language;
    // The name of the frame to a screen reader, where the page that frames it gives none.
    document.title = 'Weather';
  }
  const theme = query.get('theme');
  if (theme !== null) document.documentElement.dataset['theme'] = theme;
  document.body.append(element);
}
