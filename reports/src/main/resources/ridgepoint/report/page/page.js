'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const PREFIXES = ['a', 'f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

/** Three significant digits, prefix, unit. */
function si(value, unit) {
  if (!isFinite(value)) return '-';
  if (value === 0) return ('0 ' + unit).trim();
  const rounded = Number(value.toPrecision(3));
  const thousands = Math.max(-6, Math.min(8, Math.floor(Math.log10(Math.abs(rounded)) / 3 + 1e-9)));
  return (Number(rounded / Math.pow(1000, thousands)).toPrecision(3) + ' ' + PREFIXES[thousands + 6] + unit).trim();
}
/** Axis labels: as few digits as the value has. */
function tick(value, unit) {
  if (value === 0) return '0';
  const thousands = Math.max(-6, Math.min(8, Math.floor(Math.log10(Math.abs(value)) / 3 + 1e-9)));
  return (parseFloat((value / Math.pow(1000, thousands)).toPrecision(3)) + ' ' + PREFIXES[thousands + 6] + unit).trim();
}
const percent = share => (100 * share).toFixed(1) + '%';
const escape = text => String(text).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
const phone = () => window.innerWidth < 640;
const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

/** Charts by element id; each is drawn anew when theme, phase or width changes. */
const charts = new Map();
function draw(id, option) {
  const element = document.getElementById(id);
  let chart = charts.get(id);
  if (!chart) charts.set(id, chart = echarts.init(element, null, { renderer: 'canvas' }));
  chart.resize();
  chart.setOption(Object.assign({
    animation: false, backgroundColor: 'transparent',
    textStyle: { color: color('text'), fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: tip()
  }, option), { notMerge: true });
  return chart;
}
const tip = more => Object.assign({
  confine: true, backgroundColor: color('card'), borderColor: color('line'),
  textStyle: { color: color('text'), fontSize: 13 }, extraCssText: 'max-width:340px;white-space:normal'
}, more);
/** A tooltip: a title and lines of name and value, all escaped. */
function card(title, lines, marker) {
  return (marker || '') + '<b>' + escape(title) + '</b><br>' + lines.filter(line => line[1] !== '')
    .map(line => '<span style="opacity:.7">' + escape(line[0]) + '</span> ' + escape(line[1])).join('<br>');
}
const axis = more => Object.assign({
  nameLocation: 'middle', nameTextStyle: { color: color('soft'), fontSize: phone() ? 12 : 14 },
  axisLine: { lineStyle: { color: color('line') } }, splitLine: { lineStyle: { color: color('line'), opacity: .55 } },
  minorSplitLine: { show: false }
}, more, { axisLabel: Object.assign({ color: color('soft'), fontSize: phone() ? 11 : 13, hideOverlap: true }, (more || {}).axisLabel) });
const legend = more => Object.assign({ type: 'scroll', top: 0, left: 0, right: 0, itemWidth: 16, itemHeight: 10,
  textStyle: { color: color('text'), fontSize: phone() ? 12 : 13 }, pageTextStyle: { color: color('soft') },
  pageIconColor: color('text'), pageIconInactiveColor: color('line'), inactiveColor: color('soft') }, more);

/** Tables sort by the cells' data-v, numbers largest first. */
function sortable(table) {
  table.querySelectorAll('thead th').forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const text = head.classList.contains('text');
      const up = head.getAttribute('aria-sort') ? head.getAttribute('aria-sort') === 'descending' : text;
      table.querySelectorAll('th').forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const body = table.tBodies[0];
      const key = row => row.cells[column].dataset.v === undefined ? row.cells[column].textContent : row.cells[column].dataset.v;
      const number = value => value === '' ? (up ? Infinity : -Infinity) : Number(value);
      Array.from(body.rows)
        .sort((a, b) => (up ? 1 : -1) * (text ? key(a).localeCompare(key(b), 'en', { numeric: true }) : number(key(a)) - number(key(b))))
        .forEach(row => body.appendChild(row));
    });
  });
}
document.querySelectorAll('table.sortable').forEach(sortable);

/** Theme: the system's, until the button or #theme=dark says otherwise. */
const root = document.documentElement;
const asked = /theme=(dark|light)/.exec(location.hash);
if (asked) root.dataset.theme = asked[1];
const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
const toggle = document.getElementById('theme');
const label = () => { toggle.textContent = dark() ? 'Light' : 'Dark'; };
function start(render) {
  let wait = 0;
  toggle.hidden = false;
  toggle.addEventListener('click', () => { root.dataset.theme = dark() ? 'light' : 'dark'; label(); render(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { label(); render(); });
  window.addEventListener('resize', () => { clearTimeout(wait); wait = setTimeout(render, 120); });
  label();
  render();
}
