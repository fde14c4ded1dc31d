const METRICS = [['ttft', 'TTFT', 's'], ['tpot', 'TPOT', 's'], ['tokensPerSecond', 'tokens/s', ''], ['tokensPerJoule', 'tokens/J', '']];

/** A line per value of everything but the last varied input, or bars when that is not a number. */
function metric(id, key, title, unit) {
  const numeric = data.numeric, groups = data.groups;
  const values = data.points.map(point => point[key]).filter(value => value > 0);
  const wide = numeric && values.length > 1 && Math.max(...values) / Math.min(...values) > 20;
  const value = data.xs.length > 1 && data.xs.every(x => Number(x) > 0) && Math.max(...data.xs.map(Number)) / Math.min(...data.xs.map(Number)) > 8;
  const find = (group, x) => data.points.find(point => point.group === group && point.x === x);
  const flat = !numeric && groups.length === 1;
  const left = Math.min(phone() ? 120 : 170, Math.max(...data.xs.map(x => x.length)) * 8 + 14);
  document.getElementById(id).style.height = (flat ? Math.max(200, data.xs.length * 30 + 60) : 340) + 'px';
  const category = axis({ type: 'category', data: data.xs, name: data.xName, nameGap: 30, axisTick: { show: false }, axisLabel: { color: color('text'), width: flat ? left - 10 : null, overflow: 'truncate' } });
  const amount = axis({ type: wide ? 'log' : 'value', splitNumber: 4, axisLabel: { formatter: each => tick(each, unit) } });
  draw(id, flat ? {
    grid: { left: left, right: 80, top: 8, bottom: 28 }, yAxis: Object.assign(category, { inverse: true, name: '', axisLabel: Object.assign(category.axisLabel, { interval: 0, hideOverlap: false }) }), xAxis: amount,
    tooltip: tip({ trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: items => card(items[0].name, [[title, si(items[0].value, unit)]]) }),
    series: [{ type: 'bar', barWidth: '62%', data: data.xs.map((x, i) => ({ value: (find(groups[0], x) || {})[key] || 0, itemStyle: { color: data.colors[i % data.colors.length] } })),
      label: { show: true, position: 'right', color: color('text'), formatter: item => item.value > 0 ? si(item.value, unit) : 'none' } }]
  } : {
    legend: legend({ data: groups.length > 1 ? groups : [] }),
    grid: { left: 66, right: 20, top: groups.length > 1 ? 36 : 14, bottom: 48 },
    xAxis: numeric ? axis({ type: value ? 'log' : 'value', logBase: 2, min: 'dataMin', max: 'dataMax', name: data.xName, nameGap: 30, axisLabel: { formatter: each => tick(each, '') } }) : category, yAxis: amount,
    tooltip: tip({ trigger: 'axis', formatter: items => card(data.xName + ' ' + (numeric ? items[0].value[0] : items[0].name), items.map(item => [item.seriesName, si(numeric ? item.value[1] : item.value, unit)])) }),
    series: groups.map((group, i) => numeric
      ? { name: group, type: 'line', symbolSize: 7, lineStyle: { width: 2.5 }, itemStyle: { color: data.colors[i % data.colors.length] }, data: data.points.filter(point => point.group === group && point[key] > 0).map(point => [Number(point.x), point[key]]) }
      : { name: group, type: 'bar', itemStyle: { color: data.colors[i % data.colors.length] }, data: data.xs.map(x => (find(group, x) || {})[key] || 0) })
  });
}

/** Latency per token against tokens per joule and per second: what nothing beats lies on the line. */
function pareto(id, key, title) {
  const usable = data.points.filter(point => point.tpot > 0 && point[key] > 0);
  const front = usable.filter(point => !usable.some(other => other.tpot <= point.tpot && other[key] >= point[key] && (other.tpot < point.tpot || other[key] > point[key]))).sort((a, b) => a.tpot - b.tpot);
  const spread = list => Math.max(...list) / Math.min(...list) > 8;
  const groups = data.numeric ? data.groups : data.xs, group = point => data.numeric ? point.group : point.x;
  draw(id, {
    legend: legend({ data: groups.length > 1 ? groups : [] }),
    grid: { left: 76, right: 28, top: groups.length > 1 ? 40 : 20, bottom: 52 },
    xAxis: axis({ type: spread(usable.map(point => point.tpot)) ? 'log' : 'value', scale: true, name: 'TPOT', nameGap: 32, axisLabel: { formatter: value => tick(value, 's') } }),
    yAxis: axis({ type: spread(usable.map(point => point[key])) ? 'log' : 'value', scale: true, name: title, nameGap: 54, axisLabel: { formatter: value => tick(value, '') } }),
    tooltip: tip({ trigger: 'item', formatter: item => { const point = item.data.point;
      return point ? card(point.label, [['TTFT', si(point.ttft, 's')], ['TPOT', si(point.tpot, 's')], ['tokens/s', si(point.tokensPerSecond, '')], ['tokens/J', si(point.tokensPerJoule, '')]]) : ''; } }),
    series: [{ name: 'best', type: 'line', silent: true, symbol: 'none', step: false, lineStyle: { color: color('soft'), type: 'dashed', width: 1.5 }, data: front.map(point => [point.tpot, point[key]]), z: 1 }]
      .concat(groups.map((name, i) => ({ name, type: 'scatter', symbolSize: 13, itemStyle: { color: data.colors[i % data.colors.length], borderColor: color('card') },
        label: { show: usable.length <= 40, position: 'right', color: color('text'), fontSize: phone() ? 10 : 12, formatter: item => data.numeric ? item.data.point.x : '' },
        data: usable.filter(point => group(point) === name).map(point => ({ value: [point.tpot, point[key]], point })) })))
  });
}
start(() => {
  METRICS.forEach(each => metric(each[0], each[0], each[1], each[2]));
  if (data.points.some(point => point.tpot > 0)) { pareto('pareto-energy', 'tokensPerJoule', 'tokens/J'); pareto('pareto-speed', 'tokensPerSecond', 'tokens/s'); }
});
