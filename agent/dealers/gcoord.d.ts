/**
 * What we use of gcoord, as Node.js hands it over: the package is CommonJS, while its own declaration describes an ES
 * module, so the default import would be typed one level too deep.
 */
declare module "gcoord" {
  const gcoord: {
    /** Longitude and latitude in degrees, in and out. */
    transform(position: [number, number], from: "GCJ02", to: "WGS84"): [number, number];
  };
  export = gcoord;
}
