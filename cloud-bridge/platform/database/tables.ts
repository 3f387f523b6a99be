/**
 * Every table by its name, as rows. Each noun adds its own beside its columns (`declare module`), so that the platform knows
 * none of them; this one is the migrator's.
 */
export interface Tables {
  readonly kysely_migration: { readonly name: string; readonly timestamp: string };
}
