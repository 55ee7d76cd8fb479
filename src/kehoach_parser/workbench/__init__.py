"""The workbench: what a person does with plans: check a draft (`review`), correct a reading (`corrections`), and do
both on a page in the browser (`server`)."""
