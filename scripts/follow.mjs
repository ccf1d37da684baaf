// Ends the server with the process that started it: the channel between them closes even at kill -9.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
