CREATE TABLE "visit_positions" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL,
	"accuracy_m" integer NOT NULL,
	CONSTRAINT "visit_positions_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "visit_positions" ADD CONSTRAINT "visit_positions_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_positions" ADD CONSTRAINT "visit_positions_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_positions" ADD CONSTRAINT "visit_positions_organization_id_event_id_visit_events_organization_id_id_fk" FOREIGN KEY ("organization_id","event_id") REFERENCES "public"."visit_events"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "visit_positions_organization_id_event_id_index" ON "visit_positions" USING btree ("organization_id","event_id");--> statement-breakpoint
CREATE INDEX "visit_positions_organization_id_visit_id_index" ON "visit_positions" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE INDEX "visit_positions_organization_id_member_id_at_id_index" ON "visit_positions" USING btree ("organization_id","member_id","at","id");--> statement-breakpoint
CREATE INDEX "visit_positions_organization_id_at_index" ON "visit_positions" USING btree ("organization_id","at");