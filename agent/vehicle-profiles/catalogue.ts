import { readProfile, type VehicleProfile } from "../decode/profile.ts";
import bolt from "./chevrolet-bolt-2019.json" with { type: "json" };
import hyundaiKia from "./hyundai-kia-2019.json" with { type: "json" };
import mgZs from "./mg-zs-ev.json" with { type: "json" };

/** The profiles that ship with the agent, by their id. */
export const profileCatalogue: ReadonlyMap<string, VehicleProfile> = new Map(
  [bolt, hyundaiKia, mgZs].map((raw) => {
    const read = readProfile(raw);
    if (!read.ok) throw new Error(`a shipped vehicle profile does not hold: ${read.message}`);
    return [read.profile.id, read.profile];
  }),
);
