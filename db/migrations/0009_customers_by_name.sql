DROP INDEX "customers_organization_id_name_id_index";--> statement-breakpoint
CREATE INDEX "customers_by_name" ON "customers" USING btree ("organization_id","name" collate "und-x-icu","id");