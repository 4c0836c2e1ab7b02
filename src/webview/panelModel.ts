import type { Last, Measure, Scope, Sections, State, ToView } from "../protocol/panelMessages";

/** All that the page shows. */
export interface PanelModel {
  readonly state: State;
  readonly scope: Scope;
  readonly sections: Partial<Sections>;
  readonly last?: Last;
  /** A newer one, which waits until the reader is done with `last`. */
  readonly waiting?: Last;
  readonly measure?: Measure;
}

/**
 * The model after a message. A section is replaced whole, never in part.
 *
 * @param isHeld whether the last suggestion is being looked at, and has to stay
 */
export function receive(model: PanelModel, message: ToView, isHeld: boolean): PanelModel {
  switch (message.type) {
    case "snapshot": {
      const { state, scope, sections, measure } = message;
      const kept = {
        ...(model.last && { last: model.last }),
        ...(model.waiting && { waiting: model.waiting }),
      };
      const next: PanelModel = { state, scope, sections, ...kept, ...(measure && { measure }) };
      return message.last === undefined ? next : withLast(next, message.last, isHeld);
    }
    case "delta":
      return {
        ...model,
        state: message.state ?? model.state,
        sections: { ...model.sections, ...message.sections },
      };
    case "last":
      return withLast(model, message.last, isHeld);
    case "measure":
      return { ...model, measure: message.measure };
    case "why":
      return model;
    default:
      // A later version may say more.
      message satisfies never;
      return model;
  }
}

/** The model once the reader is done with the last suggestion. */
export function letGo(model: PanelModel): PanelModel {
  const { waiting, ...rest } = model;
  return waiting === undefined ? model : { ...rest, last: waiting };
}

function withLast(model: PanelModel, last: Last, isHeld: boolean): PanelModel {
  if (isHeld && model.last !== undefined) return { ...model, waiting: last };
  const { waiting: _, ...rest } = model;
  return { ...rest, last };
}
