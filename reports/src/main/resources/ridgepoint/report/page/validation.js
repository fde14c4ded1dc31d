/** Points of a family by device; `y` gives the value drawn over what was measured. */
function cloud(id, family, y, yAxis, lines) {
  const sizes = family.points.map(point => point.m);
  const least = Math.min(...sizes), most = Math.max(...sizes);
  draw(id, {
    legend: legend({ data: family.devices }),
    grid: { left: 76, right: 20, top: 36, bottom: 52 },
    xAxis: axis({ type: 'log', min: least, max: most, name: 'measured', nameGap: 32, axisLabel: { formatter: value => tick(value, family.unit) } }),
    yAxis: yAxis,
    tooltip: tip({ trigger: 'item', formatter: item => { const point = item.data.point;
      return point ? card(point.s, [['device', point.d], ['run by', point.b], ['measured', si(point.m, family.unit)], ['predicted', si(point.p, family.unit)],
        ['error', percent(point.p / point.m - 1)], ['bound', point.w]]) : ''; } }),
    series: family.devices.map((device, i) => ({ name: device, type: 'scatter', symbolSize: 4, itemStyle: { color: data.colors[i % data.colors.length], opacity: .6 },
      data: family.points.filter(point => point.d === device).map(point => ({ value: [point.m, y(point)], point })) }))
      .concat(lines(least, most).map(line => ({ type: 'line', silent: true, symbol: 'none', lineStyle: { color: color('soft'), width: 1.2, type: line.dashed ? 'dashed' : 'solid' }, data: line.data })))
  });
}
start(() => data.families.filter(family => family.points.length > 0).forEach(family => {
  cloud('parity-' + family.name, family, point => point.p,
    axis({ type: 'log', name: 'predicted', nameGap: 56, axisLabel: { formatter: value => tick(value, family.unit) } }),
    (least, most) => [1, 2, .5].map(factor => ({ dashed: factor !== 1, data: [[least, factor * least], [most, factor * most]] })));
  cloud('error-' + family.name, family, point => Math.max(-1, Math.min(2, point.p / point.m - 1)),
    axis({ type: 'value', min: -1, max: 2, name: 'error', nameGap: 52, axisLabel: { formatter: value => Math.round(100 * value) + '%' } }),
    (least, most) => [{ dashed: false, data: [[least, 0], [most, 0]] }]);
}));
