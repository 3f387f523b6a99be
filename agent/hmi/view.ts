import { concat, defer, distinctUntilChanged, filter, map, type Observable, of } from "rxjs";
import type { Language } from "../../contract/language.ts";
import type { Severity } from "../../contract/warning.ts";
import { type HmiInput, type HmiModel, reduceHmi, savedOf, startHmi } from "./model.ts";
import { createPainter } from "./paint.ts";
import type { HelpSources } from "./place.ts";
import type { HmiState, Theme } from "./protocol.ts";
import { type SavedHmi, savedHmiSchema } from "./saved.ts";

export interface HmiViewOptions extends HelpSources {
  readonly language?: Language | undefined;
  readonly theme?: Theme | undefined;
}

/** The head unit's page as a room: inputs in, states out, nothing in between but reducers. */
export interface HmiView {
  /** Takes an input into the model. Nothing is drawn. */
  take(input: HmiInput): void;
  /** Draws the model: the former object where nothing that can be seen has changed. */
  paint(): HmiState;
  /** The first state at once, then one for each input that changes something. */
  readonly run: (inputs: Observable<HmiInput>) => Observable<HmiState>;
  /** What must survive a power cut: plain JSON for the checkpoint. */
  freeze(): SavedHmi;
}

/** Whether a checkpoint's page part can be used; one of another version is a fresh start. */
const thaw = (saved: unknown): SavedHmi | undefined => {
  const parsed = savedHmiSchema.safeParse(saved);
  return parsed.success ? parsed.data : undefined;
};

/** Opens a view, from a checkpoint where there is one. */
export const createHmiView = (options: HmiViewOptions, saved?: unknown): HmiView => {
  let model: HmiModel = startHmi(options, thaw(saved));
  const painter = createPainter(options);
  const take = (input: HmiInput): void => {
    model = reduceHmi(model, input);
  };
  const paint = (): HmiState => painter(model);
  return {
    take,
    paint,
    run: (inputs) =>
      concat(
        defer(() => of(paint())),
        inputs.pipe(
          map((input) => {
            take(input);
            return paint();
          }),
        ),
      ).pipe(distinctUntilChanged()),
    freeze: () => savedOf(model),
  };
};

/** A prompt that became visible, for the log's step `prompt-shown`. */
export interface ShownPrompt {
  readonly episode: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly body: string;
  readonly language: Language;
}

const shownOf = ({ prompt, language }: HmiState): ShownPrompt | null => {
  if (prompt === null) return null;
  const { episode, rule, severity, title, body } = prompt.card;
  return { episode, rule, severity, title: title[language], body: body[language], language };
};

/** Each prompt at the moment it takes the screen: another episode than before, or the same one gone worse. */
export const shownPrompts = (states: Observable<HmiState>): Observable<ShownPrompt> =>
  states.pipe(
    map(shownOf),
    distinctUntilChanged((a, b) => a?.episode === b?.episode && a?.severity === b?.severity),
    filter((shown) => shown !== null),
  );
