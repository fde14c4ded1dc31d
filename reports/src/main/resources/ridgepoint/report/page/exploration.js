/** A point is [id, standing, prefill bound, decode bound, columns...]. */
const ID = 0, STANDING = 1, FIRST = 4, STANDINGS = ['frontier', 'feasible', 'infeasible'];
const columns = data.columns, points = data.points;
const value = (point, column) => point[FIRST + column];
const shown = (column, number) => {
  const c = columns[column];
  if (number === null || number === undefined) return '-';
  if (c.words.length) return c.words[number];
  if (c.unit === 'B' && number % 1048576 === 0 && number % 1e6 !== 0) return parseFloat((number / 1048576).toPrecision(4)) + ' MiB';
  return ['', 'USD', 'mm²'].includes(c.unit) ? (parseFloat(Number(number).toPrecision(4)) + ' ' + c.unit).trim() : si(number, c.unit);
};
const range = column => {
  const numbers = points.map(point => value(point, column)).filter(number => number !== null);
  return [Math.min(...numbers), Math.max(...numbers)];
};
const wide = column => { const [low, high] = range(column); return !columns[column].words.length && low > 0 && high / low > 8; };
const scale = (column, more) => axis(Object.assign(columns[column].words.length ? { type: 'category', data: columns[column].words }
  : { type: wide(column) ? 'log' : 'value', scale: true, axisLabel: { formatter: number => ['', 'USD', 'mm²'].includes(columns[column].unit) ? String(parseFloat(number.toPrecision(4))) : tick(number, columns[column].unit) } }, { name: columns[column].name + (['USD', 'mm²'].includes(columns[column].unit) ? ' in ' + columns[column].unit : '') }, more));
const about = point => card('design ' + point[ID], columns.map((c, i) => [c.name, shown(i, value(point, i))])
  .concat([['prefill bound', data.bounds[point[2]] || ''], ['decode bound', data.bounds[point[3]] || '']]));
const at = id => document.getElementById(id);
const options = (select, texts, chosen) => { select.replaceChildren(...texts.map((text, i) => { const option = document.createElement('option'); option.value = i; option.textContent = text; return option; })); select.value = chosen; };

/** Numbers of the points that brushes keep, null for all; what brushed last says so. */
let kept = null, brushing = false;
const keep = point => kept === null || kept.has(point[ID]);
function brushed(ids, by) {
  if (brushing) return;
  kept = ids;
  at('brushed').textContent = ids === null ? '' : ids.size + ' of ' + points.length + ' designs';
  document.querySelectorAll('#designs tbody tr').forEach(row => row.classList.toggle('out', ids !== null && !ids.has(Number(row.dataset.id))));
  brushing = true;
  if (by !== 'frontier') frontier();
  if (by !== 'parallel') parallel();
  brushing = false;
}

/** Colours: how designs stand, or what limits them. */
const COLORINGS = ['standing', 'prefill bound', 'decode bound'];
function groups() {
  const by = Number(at('by').value);
  return by === 0 ? STANDINGS.map((name, i) => ({ name, color: ['#d6452f', data.colors[0], '#9aa6b5'][i], of: point => point[STANDING] === i }))
    : data.bounds.map((name, i) => ({ name: name || 'none', color: data.colors[i], of: point => point[1 + by] === i }));
}
function frontier() {
  const x = Number(at('x').value), y = Number(at('y').value);
  const parts = groups().map(group => Object.assign(group, { points: points.filter(point => group.of(point) && value(point, x) !== null && value(point, y) !== null) })).filter(group => group.points.length);
  const front = points.filter(point => point[STANDING] === 0).sort((a, b) => value(a, x) - value(b, x));
  const joined = data.ranked && data.goals.length === 2 && data.goals.every(goal => goal.column === x || goal.column === y);
  const size = points.length > 1000 ? 5 : 8;
  const chart = draw('frontier', {
    legend: legend({ data: parts.map(part => part.name) }),
    brush: { toolbox: ['rect'], brushMode: 'single', throttleType: 'debounce', throttleDelay: 120, outOfBrush: { colorAlpha: .12 } },
    toolbox: { show: false },
    grid: { left: 84, right: 24, top: 36, bottom: 52 },
    xAxis: scale(x, { nameGap: 32 }), yAxis: scale(y, { nameGap: phone() ? 52 : 62 }),
    tooltip: tip({ trigger: 'item', formatter: item => item.data.point ? about(item.data.point) : '' }),
    series: parts.map((part, i) => ({ name: part.name, type: 'scatter', z: part.name === 'frontier' ? 4 : 2,
      itemStyle: { color: part.color }, data: part.points.map(point => ({ value: [value(point, x), value(point, y)], point,
        symbolSize: point[STANDING] === 0 ? size + 4 : size, itemStyle: { opacity: keep(point) ? (point[STANDING] === 0 ? 1 : .55) : .06 } })) }))
      .concat(joined ? [{ name: 'joined', type: 'line', silent: true, symbol: 'none', step: false, lineStyle: { color: '#d6452f', width: 1.5, opacity: .6 }, data: front.map(point => [value(point, x), value(point, y)]), z: 1 }] : [])
  });
  chart.dispatchAction({ type: 'takeGlobalCursor', key: 'brush', brushOption: { brushType: 'rect', brushMode: 'single' } });
  chart.off('brushselected');
  chart.on('brushselected', event => {
    const batch = event.batch[0];
    if (!batch || batch.areas.length === 0) { if (kept !== null && !brushing && chart.hadArea) brushed(null, 'frontier'); chart.hadArea = false; return; }
    chart.hadArea = true;
    const ids = new Set();
    batch.selected.forEach(series => { const part = parts[series.seriesIndex]; if (part) series.dataIndex.forEach(index => ids.add(part.points[index][ID])); });
    brushed(ids, 'frontier');
  });
}
const lines = columns.map((c, i) => i).filter(i => { const [low, high] = range(i); return columns[i].axis || data.goals.some(goal => goal.column === i) || (high > low && i < 12); });
function parallel() {
  at('parallel').style.minWidth = Math.max(320, lines.length * 92) + 'px';
  const chosen = points.map((point, i) => i).sort((a, b) => points[b][STANDING] - points[a][STANDING]);
  const bright = points.filter(point => point[STANDING] === 0 && keep(point)).length > 60 ? .35 : .9;
  const opacity = points.length > 1500 ? .12 : points.length > 200 ? .3 : .6;
  const chart = draw('parallel', {
    parallel: { left: 76, right: 60, top: 44, bottom: 28, parallelAxisDefault: { areaSelectStyle: { width: 20, color: color('accent'), opacity: .3 } } },
    parallelAxis: lines.map((column, i) => { const scaled = scale(column); return Object.assign(scaled, { dim: i, nameLocation: 'end', nameGap: i % 2 ? 22 : 8, splitLine: { show: false },
      nameTextStyle: { color: color('text'), fontSize: 12 }, axisLine: { lineStyle: { color: color('soft') } }, axisLabel: Object.assign(scaled.axisLabel, { fontSize: 11 }) }, wide(column) ? { min: range(column)[0], max: range(column)[1] } : {}); }),
    tooltip: tip({ trigger: 'item', formatter: item => item.data.point ? about(item.data.point) : '' }),
    series: [{ type: 'parallel', smooth: false, inactiveOpacity: .03, activeOpacity: .8, progressive: 0,
      data: chosen.map(i => points[i]).map(point => ({ point, value: lines.map(column => columns[column].words.length ? columns[column].words[value(point, column)] : value(point, column)),
        lineStyle: { color: point[STANDING] === 0 ? '#d6452f' : point[STANDING] === 1 ? data.colors[0] : color('soft'), width: point[STANDING] === 0 ? 2 : 1, opacity: !keep(point) ? .02 : point[STANDING] === 0 ? bright : opacity } })) }]
  });
  chart.off('axisareaselected');
  chart.on('axisareaselected', () => {
    const model = chart.getModel().getSeries()[0], active = model.getRawIndicesByActiveState('active'), any = chart.getOption().parallelAxis.some((each, i) => chart.getModel().getComponent('parallelAxis', i).activeIntervals.length);
    brushed(any ? new Set(active.map(index => points[chosen[index]][ID])) : null, 'parallel');
  });
}
const pairs = [...new Map(data.heatMaps.map(map => [map.x + ' ' + map.y, map])).values()];
function heat() {
  const pair = pairs[Number(at('pair').value)], goal = Number(at('goal').value);
  const map = data.heatMaps.find(each => each.x === pair.x && each.y === pair.y && each.goal === goal);
  const column = data.goals[goal].column;
  const cells = map.rows.flatMap((row, y) => row.map((cell, x) => [x, y, cell])).filter(cell => cell[2] !== null);
  const values = cells.map(cell => cell[2]), low = Math.min(...values), high = Math.max(...values), logarithmic = low > 0 && high / low > 8;
  const place = number => logarithmic ? Math.log10(number) : number;
  draw('heat', {
    grid: { left: phone() ? 74 : 110, right: 20, top: 52, bottom: 64 },
    xAxis: axis({ type: 'category', data: map.xs, name: columns[map.x].name, nameGap: 40, splitArea: { show: true } }),
    yAxis: axis({ type: 'category', data: map.ys, name: columns[map.y].name, nameGap: phone() ? 58 : 90 }),
    visualMap: { min: place(low), max: place(high) === place(low) ? place(low) + 1e-9 : place(high), dimension: 2, calculable: true, orient: 'horizontal', left: 'center', top: 0, itemHeight: phone() ? 120 : 220, inRange: { color: data.heat },
      textStyle: { color: color('text') }, formatter: number => shown(column, logarithmic ? Math.pow(10, number) : number) },
    tooltip: tip({ trigger: 'item', formatter: item => card(columns[column].name, [[columns[map.x].name, map.xs[item.value[0]]], [columns[map.y].name, map.ys[item.value[1]]], ['best', shown(column, item.data.exact)]]) }),
    series: [{ type: 'heatmap', data: cells.map(cell => ({ value: [cell[0], cell[1], place(cell[2])], exact: cell[2] })), progressive: 0, itemStyle: { borderColor: color('card'), borderWidth: 1 } }]
  });
}
function bars(sensitivity, i) {
  const names = sensitivity.bars.map(bar => bar.axis), base = sensitivity.base;
  const text = number => number === null ? '-' : sensitivity.shares ? percent(number) : sensitivity.unit && !['USD', 'mm²'].includes(sensitivity.unit) ? si(number, sensitivity.unit) : (parseFloat(number.toPrecision(4)) + ' ' + sensitivity.unit).trim();
  const id = 'sensitivity-' + i;
  at(id).style.height = Math.max(180, names.length * 34 + 90) + 'px';
  const part = (key, name, k) => ({ name, type: 'bar', barGap: sensitivity.shares ? '0%' : '-100%', barWidth: sensitivity.shares ? '36%' : '62%', itemStyle: { color: data.colors[k] },
    data: sensitivity.bars.map(bar => bar[key] === null ? 0 : bar[key] - base) });
  draw(id, {
    legend: legend({}), grid: { left: phone() ? 120 : 190, right: 40, top: 32, bottom: 30 },
    xAxis: axis({ type: 'value', splitNumber: 4, axisLabel: { formatter: number => text(number + base) } }),
    yAxis: axis({ type: 'category', data: names, inverse: true, axisTick: { show: false }, axisLabel: { color: color('text'), interval: 0, width: phone() ? 110 : 180, overflow: 'truncate' } }),
    tooltip: tip({ trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: items => { const bar = sensitivity.bars[items[0].dataIndex];
      return card(bar.axis, sensitivity.shares ? [['alone', text(bar.low)], ['with others', text(bar.high)]] : [['first value', text(bar.low)], ['base', text(base)], ['last value', text(bar.high)]]); } }),
    series: sensitivity.shares ? [part('low', 'alone', 0), part('high', 'with others', 1)] : [part('low', 'first value', 0), part('high', 'last value', 1)]
  });
}
function render() {
  if (points.length) { frontier(); parallel(); }
  if (pairs.length) heat();
  data.sensitivities.forEach(bars);
}
if (points.length) {
  const names = columns.map(column => column.name), first = data.goals[0].column;
  options(at('x'), names, first);
  options(at('y'), names, data.goals.length > 1 ? data.goals[1].column : 0);
  options(at('by'), COLORINGS, data.ranked ? 0 : 2);
  ['x', 'y', 'by'].forEach(id => at(id).addEventListener('change', () => brushed(null, '')));
  at('clear').addEventListener('click', () => brushed(null, ''));
}
if (pairs.length) {
  options(at('pair'), pairs.map(pair => columns[pair.x].name + ' × ' + columns[pair.y].name), 0);
  options(at('goal'), data.goals.map(goal => columns[goal.column].name), 0);
  ['pair', 'goal'].forEach(id => at(id).addEventListener('change', heat));
}
start(render);
