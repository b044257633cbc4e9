"""Pages and actions that read several stages: start, results, roadmap, measure, runs, publication, load and export."""
