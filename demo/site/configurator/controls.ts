import { html, type TemplateResult } from 'lit';

/** On or off. */
export function switchView(
  label: string,
  name: string,
  isOn: boolean,
  turn: (isOn: boolean) => void,
): TemplateResult {
  return html`<label class="switch">
    <input
      type="checkbox"
      name=${name}
      .checked=${isOn}
      @change=${(event: Event) => turn((event.target as HTMLInputElement).checked)}
    /><span>${label}</span>
  </label>`;
}

/** One of what there is. */
export function selectView<Value extends string>(
  label: string,
  name: string,
  values: readonly Value[],
  texts: Readonly<Record<Value, string>>,
  chosen: Value,
  choose: (value: Value) => void,
): TemplateResult {
  const changed = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    const found = values.find((one) => one === value);
    if (found !== undefined) choose(found);
  };
  return html`<label class="line">
    <span>${label}</span>
    <select name=${name} @change=${changed}>
      ${values.map(
        (value) =>
          html`<option value=${value} ?selected=${value === chosen} .selected=${value === chosen}>
            ${texts[value]}
          </option>`,
      )}
    </select>
  </label>`;
}

/** Some of what there is; the last one stays, for nothing is no choice. */
export function checksView<Value extends string>(
  label: string,
  values: readonly Value[],
  texts: Readonly<Record<Value, string>>,
  chosen: readonly Value[],
  choose: (values: readonly Value[]) => void,
): TemplateResult {
  const toggled = (value: Value, isOn: boolean) =>
    choose(values.filter((one) => (one === value ? isOn : chosen.includes(one))));
  return html`<fieldset class="checks">
    <legend>${label}</legend>
    <div class="chips">
      ${values.map((value) => {
        const isOn = chosen.includes(value);
        return html`<label class="chip">
          <input
            type="checkbox"
            .checked=${isOn}
            ?disabled=${isOn && chosen.length === 1}
            @change=${() => toggled(value, !isOn)}
          /><span>${texts[value]}</span>
        </label>`;
      })}
    </div>
  </fieldset>`;
}
