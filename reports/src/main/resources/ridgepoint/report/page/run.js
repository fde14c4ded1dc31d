const SHAPES = ['circle', 'triangle', 'diamond', 'rect', 'pin', 'arrow'];
let phase = data.phases[data.phases.length - 1];
const shown = new Set(data.levels.map(level => level.name));
const asked_phase = /phase=(\w+)/.exec(location.hash);
if (asked_phase) phase = data.phases.find(each => each.name === asked_phase[1]) || phase;
const share = operator => operator.seconds / phase.seconds;

function points() {
  const out = [];
  for (const operator of phase.operators) {
    for (const level of data.levels) {
      const bytes = operator.traffic[level.name];
      if (bytes > 0 && operator.operations > 0 && operator.seconds > 0) {
        out.push({ operator, level: level.name, x: operator.operations / bytes, y: operator.rate });
      }
    }
  }
  return out;
}

/** Names points where there is room, those that take most time first; the rest are counted at the name they hide behind. */
function name(points, xPixels, yPixels) {
  const named = [];
  points.sort((a, b) => b.operator.seconds - a.operator.seconds).forEach(point => {
    const at = { x: Math.log10(point.x) * xPixels, y: Math.log10(point.y) * yPixels, point, more: 0 };
    const near = named.find(other => Math.abs(other.x - at.x) < 7 * (other.point.operator.name.length + point.operator.name.length) / 2 + 20 && Math.abs(other.y - at.y) < 18);
    if (near && Math.hypot(near.x - at.x, near.y - at.y) < 30) near.more++;
    else if (!near) named.push(at);
  });
  named.forEach(at => { at.point.label = at.point.operator.name + (at.more ? ' +' + at.more : ''); });
}

/** Where along a slope the points are farthest away, as a share of its length. */
function emptiest(points, low, ridge) {
  let best = 0.2, room = -1;
  for (let along = 0.15; along < 0.9; along += 0.05) {
    const middle = Math.log10(low) + along * Math.log10(ridge / low);
    const nearest = Math.min(1, ...points.map(point => Math.abs(Math.log10(point.x) - middle)));
    if (nearest > room + 1e-9) { room = nearest; best = along; }
  }
  return best;
}

function roofline() {
  const all = points(), outer = data.levels.length ? data.levels[data.levels.length - 1].name : '';
  const roofs = data.roofs, top = Math.max(...roofs.map(roof => roof.peak));
  const ridges = data.levels.map(level => top / level.bytesPerSecond);
  const xs = all.map(point => point.x).concat(ridges), ys = all.map(point => point.y);
  const decade = (value, up) => Math.pow(10, up ? Math.ceil(Math.log10(value)) : Math.floor(Math.log10(value)));
  const x0 = decade(Math.min(...xs) / 1.3, false), x1 = decade(Math.max(...xs) * 1.3, true);
  const y0 = decade(Math.min(top / 100, ...ys) / 3, false), y1 = decade(top * 1.6, true);
  name(all.filter(point => point.level === outer && shown.has(outer)), document.getElementById('roofline').clientWidth / Math.log10(x1 / x0), 480 / Math.log10(y1 / y0));
  const series = [];
  data.levels.forEach((level, i) => {
    const low = Math.max(x0, y0 / level.bytesPerSecond), ridge = top / level.bytesPerSecond;
    if (ridge <= low) return;
    const at = Math.pow(10, Math.log10(low) + (Math.log10(ridge) - Math.log10(low)) * (level.name === outer ? emptiest(all.filter(point => point.level === outer), low, ridge) : 0.22 + 0.1 * i));
    series.push({ name: 'roof ' + level.name, type: 'line', symbol: 'none', silent: true, z: 1,
      lineStyle: { color: color('soft'), width: level.name === outer ? 2.5 : 1.3, type: level.name === outer ? 'solid' : 'dashed', opacity: shown.has(level.name) ? 1 : .25 },
      data: [[low, low * level.bytesPerSecond], [ridge, top]] });
    series.push({ name: 'bandwidth', type: 'scatter', silent: true, symbolSize: 0.1, z: 6, id: 'slope' + i,
      data: shown.has(level.name) ? [[at, at * level.bytesPerSecond]] : [],
      label: { show: true, formatter: () => level.name + ' ' + si(level.bytesPerSecond, 'B/s'), color: color('text'), fontSize: phone() ? 11 : 13,
        position: [0, 0], offset: [0, level.name === outer ? 12 : -10], align: 'center', verticalAlign: 'middle', rotate: 0, textBorderColor: color('card'), textBorderWidth: 3 } });
  });
  const fastest = Math.max(0, ...data.levels.map(level => level.bytesPerSecond));
  roofs.forEach(roof => series.push({ name: 'roof ' + roof.type, type: 'line', symbol: 'none', silent: true, z: 1,
    lineStyle: { color: color('text'), width: roof.peak === top ? 2.5 : 1.3, type: roof.peak === top ? 'solid' : 'dashed' },
    data: [[Math.max(x0, fastest ? roof.peak / fastest : x0), roof.peak], [x1, roof.peak]],
    endLabel: { show: true, formatter: () => roof.type + ' ' + si(roof.peak, 'OP/s'), color: color('text'), fontSize: phone() ? 11 : 13, align: 'right', offset: [-6, -10], textBorderColor: color('card'), textBorderWidth: 3 } }));
  for (const kind of phase.kinds) {
    data.levels.forEach((level, i) => series.push({ name: kind, type: 'scatter', z: level.name === outer ? 4 : 3,
      symbol: SHAPES[(data.levels.length - 1 - i) % SHAPES.length],
      itemStyle: { color: data.colors[kind], opacity: level.name === outer ? .92 : .5, borderColor: color('card'), borderWidth: 1 },
      emphasis: { scale: 1.3 },
      label: { show: level.name === outer, position: 'bottom', distance: 4, fontSize: phone() ? 10 : 12, color: color('text'), textBorderColor: color('card'), textBorderWidth: 3,
        formatter: item => item.data.point.label || '' },
      data: all.filter(point => point.operator.kind === kind && point.level === level.name && shown.has(level.name)).map(point => ({
        value: [point.x, point.y], point,
        symbolSize: (level.name === outer ? 9 : 7) + (phone() ? 10 : 20) * Math.sqrt(share(point.operator)) })) }));
  }
  const chart = draw('roofline', {
    legend: legend({ data: phase.kinds.map(kind => ({ name: kind, icon: 'circle', itemStyle: { color: data.colors[kind], opacity: 1 } })) }),
    grid: { left: phone() ? 54 : 84, right: phone() ? 20 : 24, top: 38, bottom: 54 },
    xAxis: axis({ type: 'log', min: x0, max: x1, name: 'arithmetic intensity (OP/B)', nameGap: 32, axisLabel: { formatter: value => value < 1e4 ? String(parseFloat(value.toPrecision(3))) : tick(value, '') } }),
    yAxis: axis({ type: 'log', min: y0, max: y1, name: phone() ? '' : 'rate of one device (OP/s)', nameGap: 62, axisLabel: { formatter: value => tick(value, '') } }),
    tooltip: tip({ trigger: 'item', formatter: item => {
      const point = item.data.point, operator = point.operator;
      return card(operator.name, [['', operator.shape + ' ' + operator.type], ['at', point.level + ', ' + si(point.x, 'OP/B')], ['rate', si(point.y, 'OP/s')],
        ['time', si(operator.seconds, 's') + ', ' + percent(share(operator)) + ' of ' + phase.name], ['traffic', si(operator.traffic[point.level], 'B')],
        ['bound', operator.bound + (operator.detail && operator.detail !== operator.bound ? ', ' + operator.detail : '')], ['mapping', operator.mapping], ['', operator.reason]]);
    } }),
    series
  });
  // The names of the slopes lie along them, whatever the size of the chart.
  const a = chart.convertToPixel({ gridIndex: 0 }, [x0, y0]), b = chart.convertToPixel({ gridIndex: 0 }, [x0 * 10, y0 * 10]);
  const angle = Math.atan2(a[1] - b[1], b[0] - a[0]) * 180 / Math.PI;
  chart.setOption({ series: data.levels.map((level, i) => ({ id: 'slope' + i, label: { rotate: angle } })).filter(each => series.some(other => other.id === each.id)) });
}

/** Horizontal bars, longest on top, stacked by what they are made of. */
function breakdown(id, total, unit, names, value) {
  const sorted = phase.operators.filter(operator => total(operator) > 0).sort((a, b) => total(a) - total(b)), all = sorted.reduce((sum, operator) => sum + total(operator), 0);
  document.getElementById(id).style.height = Math.max(240, sorted.length * 26 + 90) + 'px';
  const longest = Math.max(...sorted.map(operator => operator.name.length)), left = Math.min(phone() ? 118 : 190, longest * (phone() ? 6.7 : 8) + 12);
  const used = names.filter(part => sorted.some(operator => value(operator, part.name) > 0));
  const series = used.map((part, i) => ({ name: part.name, type: 'bar', stack: 'all', barWidth: '68%', itemStyle: { color: part.color }, emphasis: { focus: 'series' },
    data: sorted.map(operator => value(operator, part.name) || 0) }));
  series.push({ name: ' ', type: 'bar', stack: 'all', silent: true, itemStyle: { color: 'transparent' }, data: sorted.map(() => 0),
    label: { show: true, position: 'right', color: color('text'), fontSize: phone() ? 11 : 13, formatter: item => percent(total(sorted[item.dataIndex]) / all) } });
  draw(id, {
    legend: legend({ data: used.map(part => part.name) }),
    grid: { left: left, right: 58, top: 34, bottom: 30 },
    xAxis: axis({ type: 'value', splitNumber: phone() ? 3 : 5, axisLabel: { formatter: value => tick(value, unit) } }),
    yAxis: axis({ type: 'category', data: sorted.map(operator => operator.name), axisTick: { show: false }, axisLabel: { color: color('text'), interval: 0, hideOverlap: false, width: left - 10, overflow: 'truncate' } }),
    tooltip: tip({ trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: items => {
      const operator = sorted[items[0].dataIndex];
      return card(operator.name, [['', operator.shape], ['all', si(total(operator), unit) + ', ' + percent(total(operator) / all)]]
        .concat(used.filter(part => value(operator, part.name) > 0).map(part => [part.name, si(value(operator, part.name), unit) + ', ' + percent(value(operator, part.name) / total(operator))])));
    } }),
    series
  });
}

/** Lanes of one layer: each operator is an invisible stretch up to its start, then its own. */
function timeline() {
  const layer = phase.layer, lanes = layer.lanes.slice().reverse(), ends = new Map(), series = [];
  layer.spans.forEach((span, i) => {
    const lane = lanes.indexOf(span.lane), gap = span.start - (ends.get(lane) || 0);
    const cell = value => lanes.map((_, at) => at === lane ? value : '-');
    series.push({ type: 'bar', stack: 'lane', silent: true, itemStyle: { color: 'transparent' }, data: cell(Math.max(0, gap)), barWidth: '62%', tooltip: { show: false } });
    series.push({ name: span.kind, type: 'bar', stack: 'lane', itemStyle: { color: data.colors[span.kind], borderColor: color('card'), borderWidth: span.seconds / layer.seconds > .006 ? .6 : 0 }, data: cell(span.seconds), span,
      label: { show: span.lane === 'operators' && span.seconds / layer.seconds > (phone() ? .2 : .07), position: 'inside', formatter: () => span.operator, color: '#fff', fontSize: 12, textBorderColor: 'rgba(0,0,0,.55)', textBorderWidth: 2 } });
    ends.set(lane, span.start + span.seconds);
  });
  document.getElementById('layer').style.height = lanes.length * 48 + 120 + 'px';
  document.getElementById('layer-title').textContent = 'One ' + layer.block + ' of ' + phase.name + ': ' + si(layer.seconds, 's');
  draw('layer', {
    legend: legend({ data: phase.kinds.filter(kind => layer.spans.some(span => span.kind === kind)) }),
    grid: { left: Math.max(...lanes.map(lane => lane.length)) * 8 + 14, right: 26, top: 36, bottom: 66 },
    dataZoom: [{ type: 'slider', xAxisIndex: 0, showDataShadow: false, filterMode: 'none', height: 20, bottom: 8, labelFormatter: value => si(value, 's'), textStyle: { color: color('soft') }, borderColor: color('line') }, { type: 'inside', xAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false }],
    xAxis: axis({ type: 'value', min: 0, max: layer.seconds, splitNumber: phone() ? 3 : 8, axisLabel: { showMaxLabel: false, formatter: value => tick(value, 's') } }),
    yAxis: axis({ type: 'category', data: lanes, axisTick: { show: false }, axisLabel: { color: color('text') } }),
    tooltip: tip({ trigger: 'item', formatter: item => {
      const span = series[item.seriesIndex].span;
      if (!span) return '';
      return card(span.operator, [['in', span.lane], ['start', si(span.start, 's')], ['busy', si(span.seconds, 's') + ', ' + percent(span.seconds / layer.seconds) + ' of the ' + layer.block]]);
    } }),
    series
  });
}

function render() {
  document.querySelectorAll('#phases button').forEach(button => button.setAttribute('aria-pressed', String(button.dataset.phase === phase.name)));
  document.querySelectorAll('[data-of]').forEach(element => { element.hidden = element.dataset.of !== phase.name; });
  document.querySelectorAll('#levels button').forEach(button => button.setAttribute('aria-pressed', String(shown.has(button.dataset.level))));
  if (data.roofs.length) roofline();
  breakdown('time', operator => operator.seconds, 's', data.parts, (operator, part) => operator.parts[part]);
  breakdown('energy', operator => operator.joules, 'J', data.energy, (operator, part) => operator.split[part]);
  timeline();
}
document.querySelectorAll('#phases button').forEach(button => button.addEventListener('click', () => { phase = data.phases.find(each => each.name === button.dataset.phase); render(); }));
document.querySelectorAll('#levels button').forEach(button => button.addEventListener('click', () => {
  if (!shown.delete(button.dataset.level)) shown.add(button.dataset.level);
  render();
}));
start(() => { if (phase) render(); });
