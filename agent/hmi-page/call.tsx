import { Icon } from "./icons.tsx";
import { type CallTarget, usePage } from "./page-context.ts";
import { PlaceToTell } from "./place-to-tell.tsx";

/** A rescue request counts as the answer to this panel for this long. */
const freshMs = 30 * 60_000;

/** A number in large, and where one is. The number is a link: a head unit that can dial does so. */
export const CallPanel = ({ target, onClose }: { readonly target: CallTarget; readonly onClose: () => void }) => {
  const { state, texts, act } = usePage();
  const asked = state.requests.find(({ request, at }) => request === "rescue" && state.at - at < freshMs);
  return (
    <section className="call" role="dialog" aria-labelledby="call-name">
      <div className="who">
        <h2 id="call-name">{target.name}</h2>
        <p className="muted">{texts.dial}</p>
      </div>
      <a className="fig number" href={`tel:${target.number.replaceAll(" ", "")}`}>
        {target.number}
      </a>
      <PlaceToTell />
      <div className="btns">
        {!target.rescue ? null : asked === undefined ? (
          <button type="button" className="btn main" onClick={() => act({ action: "request", request: "rescue" })}>
            <Icon name="link" />
            {texts.askRescue}
          </button>
        ) : (
          <span className="state info">{asked.state === "saved" ? texts.rescueSaved : texts.rescueDelivered}</span>
        )}
        <button type="button" className="btn" onClick={onClose}>
          {texts.close}
        </button>
      </div>
    </section>
  );
};
