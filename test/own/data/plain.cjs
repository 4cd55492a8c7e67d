module.exports = { name: 'plain', summary: 'the first one', start: pool => ({ pick: () => pool.available.indexOf(1) }) }
