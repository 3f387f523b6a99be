import { degrees } from "./format.ts";
import { Icon } from "./icons.tsx";
import { usePage } from "./page-context.ts";

/**
 * Where the car is, in words for whoever answers the call. Only what the car itself measured: a configured place would
 * send the rescuers to the wrong end of town.
 */
export const PlaceToTell = () => {
  const { state, texts } = usePage();
  const { place } = state.help;
  if (place === null || place.source !== "car") return null;
  return (
    <div className="where">
      <Icon name="pin" size="l" />
      <span>
        {texts.tellThem}
        {degrees(place.latitude, "N", "S")}, {degrees(place.longitude, "E", "W")}
      </span>
    </div>
  );
};
