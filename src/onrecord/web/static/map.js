// The map of a query. It draws no more than the reports say: a disc for a point, a ring for a town, a tinted area for a
// region or a country, a faint wide disc for a sea or a front. Nothing is fetched from anywhere but this server.
"use strict";

const canvas = document.getElementById("map");
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const query = canvas.dataset.query;
const plural = (n) => `${n.toLocaleString("en")} event${n === 1 ? "" : "s"}`;
const precision = { point: "known to the point", city: "a town", admin1: "a region", country: "a country", region: "a wider area" };

function drawNumber(map, name) {
  const events = Number(name.slice("number-".length)), ratio = 2, height = 16 * ratio, font = `600 ${11 * ratio}px system-ui, sans-serif`;
  const text = events < 10000 ? events.toLocaleString("en") : new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }).format(events);
  const picture = document.createElement("canvas"), pen = picture.getContext("2d");
  pen.font = font;
  picture.width = Math.ceil(pen.measureText(text).width) + 4 * ratio;
  picture.height = height;
  // a new size empties the canvas, settings included
  pen.font = font; pen.textAlign = "center"; pen.textBaseline = "middle"; pen.fillStyle = css("--card");
  pen.fillText(text, picture.width / 2, height / 2);
  map.addImage(name, pen.getImageData(0, 0, picture.width, height), { pixelRatio: ratio });
}

function layers() {
  const accent = css("--accent"), area = css("--link");
  const count = ["coalesce", ["get", "sum"], ["get", "events"]];
  const radius = ["interpolate", ["linear"], ["sqrt", count], 1, 5, 5, 11, 20, 22, 60, 34];
  const at = (...kinds) => ["all", ["!", ["has", "point_count"]], ["in", ["get", "precision"], ["literal", kinds]]];
  return [
    { id: "sea", type: "background", paint: { "background-color": css("--wash") } },
    { id: "land", type: "fill", source: "countries", paint: { "fill-color": css("--card") } },
    { id: "borders", type: "line", source: "countries", paint: { "line-color": css("--faint"), "line-width": 0.6 } },
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": area, "fill-opacity": ["interpolate", ["linear"], ["sqrt", ["get", "events"]], 1, 0.12, 20, 0.45] } },
    { id: "area-edges", type: "line", source: "areas", paint: { "line-color": area, "line-width": 1.2, "line-dasharray": [3, 2] } },
    { id: "wide", type: "circle", source: "spots", filter: at("region"), paint: { "circle-radius": 26, "circle-color": area, "circle-opacity": 0.18 } },
    { id: "towns", type: "circle", source: "spots", filter: at("city"), paint: { "circle-radius": radius, "circle-color": css("--card"), "circle-opacity": 0.35, "circle-stroke-color": accent, "circle-stroke-width": 2.5 } },
    { id: "points", type: "circle", source: "spots", filter: at("point"), paint: { "circle-radius": radius, "circle-color": accent, "circle-opacity": 0.85 } },
    { id: "many", type: "circle", source: "spots", filter: ["has", "point_count"], paint: { "circle-radius": ["max", 14, radius], "circle-color": css("--ink"), "circle-opacity": 0.8 } },
    { id: "numbers", type: "symbol", source: "spots", filter: ["has", "point_count"], layout: { "icon-image": ["concat", "number-", ["to-string", ["get", "sum"]]], "icon-allow-overlap": true } },
  ];
}

function told(places) {
  const box = document.createElement("div");
  for (const p of places.slice(0, 12)) {
    const line = document.createElement("p"), link = document.createElement("a");
    const address = new URLSearchParams(query.replace(/^\?/, ""));
    address.set("place", p.name);
    link.href = `/events?${address}`;
    link.textContent = p.name;
    line.append(link, ` ${plural(p.events)} · ${precision[p.precision] || p.precision}`);
    box.append(line);
  }
  if (places.length > 12) box.append(`and ${places.length - 12} more places`);
  return box;
}

function bounds(features) {
  const box = new maplibregl.LngLatBounds();
  const add = (c) => (typeof c[0] === "number" ? box.extend(c) : c.forEach(add));
  for (const f of features) add(f.geometry.coordinates);
  return box;
}

async function draw() {
  const [spots, areas] = await Promise.all(["spots", "areas"].map(async (name) => (await fetch(`/map/${name}.geojson${query}`)).json()));
  const map = new maplibregl.Map({
    container: canvas, attributionControl: false, renderWorldCopies: false, dragRotate: false, maxZoom: 12, fadeDuration: 0,
    style: {
      version: 8,
      sources: {
        countries: { type: "geojson", data: "/map/countries.geojson", tolerance: 0 },
        areas: { type: "geojson", data: areas },
        spots: { type: "geojson", data: spots, cluster: true, clusterRadius: 50, clusterMaxZoom: 11, clusterProperties: { sum: ["+", ["get", "events"]] } },
      },
      layers: layers(),
    },
  });
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.AttributionControl({ customAttribution: "Outlines: Natural Earth" }));
  map.on("styleimagemissing", (event) => drawNumber(map, event.id));
  const shown = spots.features.length ? spots.features : areas.features;
  if (shown.length) map.fitBounds(bounds(shown), { padding: 60, maxZoom: 5, animate: false });
  const popup = (where, places) => new maplibregl.Popup({ maxWidth: "20rem" }).setLngLat(where).setDOMContent(told(places)).addTo(map);
  for (const layer of ["points", "towns", "wide", "areas"]) {
    map.on("click", layer, (event) => { event.preventDefault(); popup(event.lngLat, event.features.map((f) => f.properties)); });
  }
  map.on("click", "many", async (event) => {
    const group = event.features[0], source = map.getSource("spots");
    const zoom = await source.getClusterExpansionZoom(group.properties.cluster_id);
    if (zoom <= 11) map.easeTo({ center: group.geometry.coordinates, zoom });
    else popup(event.lngLat, (await source.getClusterLeaves(group.properties.cluster_id, 200, 0)).map((f) => f.properties));
  });
  for (const layer of ["points", "towns", "wide", "areas", "many"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().classList.add("over"); });
    map.on("mouseleave", layer, () => { map.getCanvas().classList.remove("over"); });
  }
  map.once("idle", () => { canvas.dataset.drawn = "true"; });
}

draw();
