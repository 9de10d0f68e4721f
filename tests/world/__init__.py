"""What every proof stands on: schools with everything in them, and the people who ask.

`cast` completes the demo schools record by record, `generator` fills a database with many; a
`Person` asks in every way there is, `smoke.client.Client` asks the API alone, and a `Connection`
of `wire` does it at next to no cost.
"""
