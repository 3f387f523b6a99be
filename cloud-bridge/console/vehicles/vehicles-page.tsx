import { useCallback, useEffect, useState } from "react";
import type { Bilingual } from "../../../contract/language.ts";
import type { VehicleSummary } from "../../../contract/ticket.ts";
import { type Failure, fetchVehicles } from "../data/api.ts";
import { useDesk, useDeskView, useTimeZone } from "../data/use-desk.ts";
import { goOnClick } from "../shell/navigation.ts";
import { useWallClock } from "../shell/now.ts";
import { usePreferences, useSay } from "../shell/preferences.ts";
import { FailureNotice, Notice, SkeletonRows, useLongWait } from "../shell/quiet-moments.tsx";
import { queuePath } from "../shell/route.ts";
import { ConnectionBar } from "../tickets/queue/connection-bar.tsx";
import { VehicleName } from "../tickets/queue/ticket-row.tsx";
import { shortInstant } from "../wording/instants.ts";
import { stateTexts } from "../wording/page-words.ts";
import { vehicleStateWords, vehicleWords } from "../wording/vehicle-words.ts";
import "./vehicles.css";

const Row = ({ vehicle }: { vehicle: VehicleSummary }) => {
  const say = useSay();
  const { language } = usePreferences();
  const timeZone = useTimeZone();
  const now = useWallClock(60_000);
  const path = queuePath(new URLSearchParams(), { q: vehicle.vehicleId });
  const state: Bilingual = vehicleStateWords[vehicle.state];
  return (
    <tr className="vrow">
      <td>
        <VehicleName vinMasked={vehicle.vinMasked} vehicleId={vehicle.vehicleId} />
      </td>
      <td>
        <i className={`dot v-${vehicle.state}`} />
        {say(state)}
      </td>
      <td className="num">{shortInstant(vehicle.lastSeenAt, now, timeZone, language)}</td>
      <td className="num">{vehicle.agentVersion ?? say(vehicleWords.versionUnknown)}</td>
      <td>
        {vehicle.openTickets === 0 ? (
          <span className="sub">{say(vehicleWords.none)}</span>
        ) : (
          <a href={path} onClick={goOnClick(path)}>
            {say(vehicleWords.tickets(vehicle.openTickets))}
          </a>
        )}
      </td>
    </tr>
  );
};

const sorted = (vehicles: Iterable<VehicleSummary>): readonly VehicleSummary[] =>
  [...vehicles].toSorted((a, b) => b.openTickets - a.openTickets || a.vehicleId.localeCompare(b.vehicleId));

/** The cars that speak to this desk: whether they are heard now, and what is open on them. */
export const VehiclesPage = () => {
  const say = useSay();
  const desk = useDesk();
  const { connection } = useDeskView();
  const [vehicles, setVehicles] = useState<readonly VehicleSummary[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const waitingLong = useLongWait(vehicles === null && failure === null);

  const read = useCallback(async () => {
    const answer = await fetchVehicles();
    if (answer.ok) setVehicles(sorted(answer.value));
    setFailure(answer.ok ? null : answer.failure);
  }, []);
  const offline = connection.state === "offline";
  useEffect(() => {
    if (!offline) void read();
  }, [read, offline]);
  useEffect(
    () =>
      desk.onVehicle((vehicle) =>
        setVehicles((known) =>
          known === null
            ? known
            : sorted([...known.filter(({ vehicleId }) => vehicleId !== vehicle.vehicleId), vehicle]),
        ),
      ),
    [desk],
  );

  return (
    <main className="main">
      <ConnectionBar />
      {vehicles === null && failure !== null && (
        <FailureNotice failure={failure} title={say(stateTexts.vehiclesFailedTitle)} onRetry={() => void read()} />
      )}
      {vehicles === null && failure === null && waitingLong && <SkeletonRows count={6} />}
      {vehicles?.length === 0 && (
        <Notice tone="plain" title={say(vehicleWords.emptyTitle)} text={say(vehicleWords.emptyText)} />
      )}
      {vehicles !== null && vehicles.length > 0 && (
        // The region scrolls by itself, so the keyboard must be able to reach it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region
        <section className="list" tabIndex={0} aria-label={say(vehicleWords.title)}>
          <table>
            <thead>
              <tr className="vrow head">
                {vehicleWords.columns.map((name) => (
                  <th key={name.en} scope="col">
                    {say(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {vehicles.map((vehicle) => (
                <Row key={vehicle.vehicleId} vehicle={vehicle} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </main>
  );
};
